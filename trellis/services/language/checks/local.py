"""Are the places that a template leaves open really there?"""

from __future__ import annotations

from collections.abc import Iterator

from trellis.services.language.addresses import to_address
from trellis.services.language.checks.subject import Subject
from trellis.services.language.editing.places import NotThere, look
from trellis.services.language.findings import Finding


def check_local(subject: Subject) -> Iterator[Finding]:
    """An address that leads nowhere leaves nothing open. Messages stand in files of their own, beside this one."""
    if not subject.tree.data:
        # A stored version has no file any more in which to look.
        return
    for index, each in enumerate(subject.definition.local):
        address = to_address(each.at)
        if address[:1] == ("messages",) or _is_there(subject.tree.data, address):
            continue
        yield subject.finding(
            ("local", index, "at"),
            "local-nowhere",
            what=f"There is nothing at `{each.at}` that could be left open",
            why="Who takes this as a template would be told that they may change it, and an update would not know.",
            mend="Write the names on the way to it, with slashes: help/phone, or ask/PAGE/questions/QUESTION/hint.",
        )


def _is_there(data: object, address: tuple[str | int, ...]) -> bool:
    try:
        look(data, address)
    except NotThere:
        return False
    return True

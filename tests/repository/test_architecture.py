"""What the house's rules ask of every file, whoever writes it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.repository.sources import Source, production, sources

WRITES = {
    "save", "create", "update", "delete", "get_or_create", "update_or_create",
    "bulk_create", "bulk_update", "asave", "acreate", "adelete", "aupdate",
}  # fmt: skip
"""Methods of Django's that change a table."""

MAY_WRITE = {"actions", "base", "demo", "project", "sandbox"}
"""`demo` seeds in bulk and keeps every invariant; `base` has no subject; `project` has no table; a `sandbox` stands in
for somebody else's system, and keeps what that system would."""

ASKS_THE_DATABASE_ITSELF = {"base", "project"}

ALLOWED_BY_NAME = {
    "trellis/organisations/models.py": "the manager of accounts that Django's own commands ask for",
    "trellis/organisations/scope.py": "tells PostgreSQL for which organisation the connection reads and writes",
}

_RESIDENT = "a resident without an account, known by what they hold"
_CLOCK = "the clock, as the sealed system actor, for each organisation in turn"
NOBODY_TO_NAME = {
    "trellis/cases/actions/status_codes.py check_status_code": _RESIDENT,
    "trellis/cases/actions/status_codes.py send_status_code": _RESIDENT,
    "trellis/components/payments/actions.py ask_about_pending": _CLOCK,
    "trellis/components/research/actions.py forget_old_sittings": _CLOCK,
    "trellis/components/payments/sandbox/actions.py choose": "a stand-in for somebody else's system",
    "trellis/organisations/actions.py found": "whoever runs the installation; the organisation has no staff yet",
    "trellis/places/actions.py load_addresses": "published addresses belong to no organisation",
    "trellis/services/actions/forgetting.py expire_journeys": _CLOCK,
    "trellis/services/actions/planning.py publish_planned": "the clock, for whoever planned it, in each organisation",
    "trellis/services/actions/saving.py use_saved_link": _RESIDENT,
    "trellis/services/actions/starting.py start_journey": _RESIDENT,
}
"""Actions that no actor of an organisation does, and who does them."""


def calls(source: Source) -> Iterator[tuple[str, str, ast.Call]]:
    """Each call of a method: what it is called on, in the words of the code, and its name."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr, node


def changes_a_table(on: str, method: str, call: ast.Call) -> bool:
    if method not in WRITES:
        return False
    if ".objects" in on or "_set" in on or "_base_manager" in on or "_default_manager" in on or method == "save":
        return not call.args or method != "save"
    return method == "delete" and not call.args and not call.keywords


def test_only_actions_change_tables() -> None:
    found = [
        f"{source.name}:{call.lineno} {on}.{method}()"
        for source in production()
        if not MAY_WRITE & source.parts and source.name not in ALLOWED_BY_NAME
        for on, method, call in calls(source)
        if changes_a_table(on, method, call)
    ]
    assert not found, "move each into an action, which asks who does it and writes it in the log:\n" + "\n".join(found)


def passes_by(node: ast.Attribute) -> bool:
    on = ast.unparse(node.value)
    if node.attr in {"_base_manager", "_default_manager"}:
        return True
    return (node.attr in {"raw", "extra"} and "objects" in on) or (node.attr == "cursor" and "connection" in on)


def test_only_actions_prepare_statements_that_change_tables() -> None:
    """`insert` and `Update` of `base.prepared` write as Django's own methods do, under names that others have too."""
    found = [
        f"{source.name}:{node.lineno} {each.name}"
        for source in production()
        if not MAY_WRITE & source.parts
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "trellis.base.prepared"
        for each in node.names
        if each.name != "Select"
    ]
    assert not found, "move each into an action:\n" + "\n".join(found)


def test_nothing_passes_by_the_scope_of_its_organisation() -> None:
    found = [
        f"{source.name}:{node.lineno} {ast.unparse(node)}"
        for source in production()
        if not ASKS_THE_DATABASE_ITSELF & source.parts and source.name not in ALLOWED_BY_NAME
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and passes_by(node)
    ]
    assert not found, "only base and migrations may:\n" + "\n".join(found)


def test_no_folder_or_file_is_named_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "core", "misc", "shared"}
    found = [source.name for source in sources() if nothing & source.parts]
    assert not found, "name each after what it is about: " + ", ".join(found)


def test_a_domain_package_has_no_pages() -> None:
    domain = {"organisations", "people", "places", "businesses", "services", "cases", "intelligence"}
    pages = {"views", "forms", "templates", "urls"}
    found = [source.name for source in production() if source.path.parts[-2] in domain and source.path.stem in pages]
    assert not found, "pages live in channels: " + ", ".join(found)


def test_an_action_says_who_does_it_and_takes_only_named_arguments() -> None:
    found = [
        f"{source.name} {node.name}"
        for source in production()
        if "actions" in source.parts and "channels" not in source.parts
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef) and is_a_verb(node, source) and not says_who(node)
    ]
    unexplained = sorted(set(found) - NOBODY_TO_NAME.keys())
    assert not unexplained, "write def verb(*, thing, ..., by):\n" + "\n".join(unexplained)


def is_a_verb(node: ast.FunctionDef, source: Source) -> bool:
    """A function that the package offers: of a folder of actions, only what its `__init__.py` takes from its files."""
    front_door = source.path.parent / "__init__.py"
    if source.path.stem == "actions" or not front_door.exists():
        return not node.name.startswith("_")
    front = ast.parse(front_door.read_text())
    return node.name in {name.name for each in front.body if isinstance(each, ast.ImportFrom) for name in each.names}


def says_who(node: ast.FunctionDef) -> bool:
    """By its name, or by the journey, which knows whose it is: a resident needs no account."""
    named = {each.arg for each in node.args.kwonlyargs}
    return not node.args.args and not node.args.posonlyargs and bool(named & {"by", "journey"})

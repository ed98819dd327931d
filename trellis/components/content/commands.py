"""Pages from the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction

from trellis.base.time import now
from trellis.components.content import actions
from trellis.components.content.importing.site import Brought, bring
from trellis.components.content.models import Page, Redirect
from trellis.organisations.actors import Actor, system
from trellis.organisations.queries import organisation as organisation_called
from trellis.organisations.scope import reading

COMMANDS = {
    "content import": "Bring the pages of an earlier site as drafts: a folder of HTML and Word files, its sitemap."
}


def content_import(
    folder: Annotated[Path, typer.Argument(help="The folder.", exists=True, file_okay=False)],
    *,
    organisation: Annotated[str, typer.Option(help="The organisation whose pages they become.")],
    report: Annotated[Path | None, typer.Option(help="Where to write what was kept and what was not.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Bring the pages of an earlier site as drafts. Nobody sees one before it is approved; what runs stays behind."""
    council = organisation_called(organisation)
    by = system(organisation=council.pk, doing="importing")
    with reading(by):
        taken = frozenset(Page.objects.values_list("address", flat=True))
        known = dict(Redirect.objects.exclude(page=None).values_list("old", "page__address"))
    brought = bring(folder, languages=tuple(council.languages), taken=taken, known=known)
    _keep(brought, by=by)
    said = brought.as_report()
    if report is not None:
        try:
            report.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
        except OSError as error:
            print(f"{report} cannot be written: {error.strerror}. The drafts are kept all the same.", file=sys.stderr)
    if as_json:
        print(json.dumps({"drafts": [each.address for each in brought.drafts], **said}, ensure_ascii=False))
        return
    pages, parts, old = brought.pages, brought.parts, brought.addresses
    print(f"{len(brought.drafts)} drafts of {pages.total} files; {len(pages.named)} files did not come over.")
    print(
        f"{parts.total - len(parts.named)} of {parts.total} parts and {old.total - len(old.named)} old addresses kept."
    )
    print("They wait at the desk, under Pages. Nobody sees one before a colleague has approved it.")


def _keep(brought: Brought, *, by: Actor) -> None:
    """All of them, or none: an import that failed half way can simply be begun again."""
    at = now()
    with transaction.atomic():
        for draft in brought.drafts:
            page = actions.begin(address=draft.address, written=draft.written, at=at, by=by)
            for old in filter(None, draft.old):
                actions.forward(old=old, page=page.pk, at=at, by=by)

"""`trellis backup` and `trellis restore`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from trellis.base.time import now
from trellis.project.backup.making import make_backup
from trellis.project.backup.manifest import Manifest
from trellis.project.backup.restoring import Restored
from trellis.project.backup.restoring import restore as restore_archive

COMMANDS = {
    "backup": "Write one archive of the database and the files, without the keys.",
    "restore": "Bring an archive back, or practise that beside the installation with --drill.",
}
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


def backup(
    to: Annotated[Path, typer.Option(help="The archive to write.", dir_okay=False)], as_json: AsJson = False
) -> None:
    """Write one archive of the database and the files. People go on working meanwhile."""
    manifest = make_backup(settings.TRELLIS, to=to.resolve(), at=now())
    if as_json:
        print(json.dumps({"archive": str(to), "bytes": to.stat().st_size, **asdict(manifest)}))
        return
    print(f"{to}: {sum(manifest.rows.values()):,} rows and {manifest.files:,} files, {to.stat().st_size:,} bytes.")
    print("\n".join(_left_out(manifest)))


def _left_out(manifest: Manifest) -> list[str]:
    return ["Not in it:", *(f"  {what}: {why}." for what, why in manifest.not_included.items())]


def restore(
    archive: Annotated[Path, typer.Argument(help="The archive that trellis backup wrote.", dir_okay=False)],
    drill: Annotated[bool, typer.Option("--drill", help="Practise it beside, and leave nothing behind.")] = False,
    outside: Annotated[
        Path | None, typer.Option(help="A folder with audit-heads and erasures that were kept elsewhere.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring an archive back into an empty installation. What was erased since, or is over by now, is erased again."""
    known = outside or (settings.TRELLIS.home if drill else None)
    done = restore_archive(settings.TRELLIS, archive, drill=drill, outside=known)
    print(json.dumps(asdict(done)) if as_json else _in_words(done))


def _in_words(done: Restored) -> str:
    looked = done.looked
    lines = [
        f"{'The drill went well' if done.drill else 'Restored'}: the backup of {done.made_at}.",
        f"  {done.rows:,} rows and {done.files:,} files, as many as were backed up.",
        f"  {looked['entries']:,} entries of the log are as they were written.",
        f"  {looked['documents']:,} documents, of which {looked['documents_opened']} were opened.",
        f"  {looked['erased_again']:,} keys erased again, since their time is over or somebody erased them.",
    ]
    if looked["documents_missing"]:
        lines.append(f"LOOK {looked['documents_missing']} documents have no file: they were being taken away, or lost.")
    if looked["seals_lost"]:
        lines.append(
            f"LOOK {looked['seals_lost']} seals of the log were published later: what they sealed is not here."
        )
    took = ", ".join(f"{what} {seconds:g} s" for what, seconds in done.seconds.items())
    return "\n".join([*lines, f"  It took: {took}."])

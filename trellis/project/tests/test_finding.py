"""A command is one function in one folder; a component or channel is one folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from trellis.base.discovery import BrokenFolder, installed_apps, plugged_in
from trellis.project.cli import main
from trellis.project.finding import BrokenCommands, commands


def write(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_new_folder_brings_its_commands(tmp_path: Path) -> None:
    write(tmp_path / "trellis/bins/commands.py", 'NEEDS_DJANGO = False\nCOMMANDS = {"bins due": "Say which."}\n')
    found = commands(tmp_path / "trellis")["bins due"]
    assert (found.module, found.function, found.needs_django) == ("trellis.bins.commands", "bins_due", False)


def test_two_commands_of_one_name_stop_the_start(tmp_path: Path) -> None:
    write(tmp_path / "trellis/bins/commands.py", 'COMMANDS = {"due": "Say which."}\n')
    write(tmp_path / "trellis/fees/commands.py", 'COMMANDS = {"due": "Say which."}\n')
    with pytest.raises(BrokenCommands, match="both have `due`"):
        commands(tmp_path / "trellis")


def test_a_folder_without_a_list_of_its_commands_is_named(tmp_path: Path) -> None:
    write(tmp_path / "trellis/bins/commands.py", "def due() -> None: ...\n")
    with pytest.raises(BrokenCommands, match=r"bins/commands\.py"):
        commands(tmp_path / "trellis")


def test_a_misspelt_command_is_met_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["migrat"])
    assert ended.value.code == 2
    assert "Did you mean: migrate?" in capsys.readouterr().err


def test_every_command_listed_can_be_asked_for_help() -> None:
    known = commands()
    # Those that need Django find it set up, as the first thing that each would do; every one loads its own module.
    for needs_django in (False, True):
        asked = [name for name, command in known.items() if command.needs_django == needs_django]
        ended = subprocess.run(
            [sys.executable, "-m", "trellis.project.tests.helping", *(["--django"] if needs_django else []), *asked],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert ended.returncode == 0, ended.stderr[-2000:]
        said = json.loads(ended.stdout)
        for name in asked:
            code, words = said[name]
            assert code == 0, f"{name}: {words[-2000:]}"
            assert known[name].about.split()[0] in words


SERVICE = str(Path(__file__).parents[2] / "demo" / "catalogue" / "missed-bin.yaml")
PHONES_AND_HOLIDAYS = ["phonenumbers", "holidays"]
IMPORTERS = [f"trellis.services.language.{name}" for name in ("explain", "importing", "smart_answers", "xgov")]


@pytest.mark.parametrize(
    ("words", "not_loaded"),
    [
        ([], ["django", "typer", "pydantic", "yaml", "trellis.services"]),
        (["check", SERVICE], ["django", "granian", *PHONES_AND_HOLIDAYS, *IMPORTERS]),
        (["evaluate", "--help"], ["django", "google.protobuf", *PHONES_AND_HOLIDAYS, *IMPORTERS]),
        (["serve", "--help"], ["django", "granian", "trellis.services"]),
    ],
    ids=["the list of commands", "check", "help with a rule's answers", "help with serving"],
)
def test_a_command_loads_only_what_it_needs(words: list[str], not_loaded: list[str]) -> None:
    script = (
        "import sys\nfrom trellis.project.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit as ended: assert not ended.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)
    assert ended.stdout
    loaded = set(ended.stderr.split())
    assert "trellis.project.cli" in loaded
    assert loaded & set(not_loaded) == set()


def test_commands_without_django_do_not_load_it() -> None:
    modules = {each.module for each in commands().values() if not each.needs_django}
    for module in sorted(modules - {"trellis.project.commands"}):
        script = f"import sys, {module}; sys.exit('django' in sys.modules)"
        ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert ended.returncode == 0, f"{module} loads Django {ended.stderr}"


def test_a_new_component_is_found_by_its_folder(tmp_path: Path) -> None:
    write(tmp_path / "components/lanterns/__init__.py")
    write(tmp_path / "components/lanterns/apps.py")
    write(tmp_path / "cases/apps.py")
    assert installed_apps(tmp_path) == ["trellis.cases", "trellis.components.lanterns"]


@pytest.mark.parametrize("missing", ["__init__.py", "apps.py"])
def test_a_component_that_does_not_keep_the_contract_stops_the_start_by_name(tmp_path: Path, missing: str) -> None:
    for name in {"__init__.py", "apps.py"} - {missing}:
        write(tmp_path / "components/lanterns" / name)
    with pytest.raises(BrokenFolder, match=f"trellis/components/lanterns: it has no {missing}"):
        plugged_in(tmp_path / "components")


def test_what_a_removed_component_leaves_behind_is_no_component(tmp_path: Path) -> None:
    write(tmp_path / "components/lanterns/__pycache__/apps.cpython-311.pyc")
    assert plugged_in(tmp_path / "components") == []

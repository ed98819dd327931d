"""What is set from outside is read once, and refused when wrong, with the name and the mend."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from trellis.project.options import WrongSettings, read_options

GOOD_KEY = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "TRELLIS_OWNER_DATABASE_URL", "TRELLIS_MODE", "TRELLIS_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TRELLIS_HOME", str(tmp_path))


def test_a_demo_makes_its_secrets_once_and_keeps_them_to_its_owner(tmp_path: Path) -> None:
    first, second = read_options(), read_options()
    assert first.master_key_bytes == second.master_key_bytes
    assert len(first.master_key_bytes) == 32
    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600


def test_two_demos_have_different_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = read_options()
    monkeypatch.setenv("TRELLIS_HOME", str(tmp_path / "another"))
    assert read_options().secret_key != first.secret_key


def test_production_makes_nothing_up_and_names_all_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRELLIS_MODE", "production")
    with pytest.raises(WrongSettings) as refused:
        read_options()
    named = {line.split()[0] for line in str(refused.value).splitlines()}
    assert named == {"TRELLIS_SECRET_KEY", "TRELLIS_MASTER_KEY", "TRELLIS_ALLOWED_HOSTS", "TRELLIS_BASE_URL"}
    assert not (tmp_path / "secrets.env").exists()


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("TRELLIS_MODE", "prod", "Use demo, production or test."),
        ("TRELLIS_WORKER", "thread", "Use in-process or separate."),
        ("TRELLIS_MASTER_KEY", "c2hvcnQ=", "Make one with:"),
        ("TRELLIS_MASTER_KEY", "not base64 at all", "Make one with:"),
        ("TRELLIS_SECRET_KEY", "short", "at least 32 random characters"),
        ("TRELLIS_BASE_URL", "anyborough.example", "such as https://"),
        ("DATABASE_URL", "mysql://somewhere/db", "postgresql://role:password@host:5432/database"),
        ("TRELLIS_EMAIL_URL", "imap://somewhere", "smtp://name:password@host:587"),
    ],
)
def test_a_wrong_setting_is_named_with_its_mend(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, mend: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as refused:
        read_options()
    assert str(refused.value).startswith(f"{name} ")
    assert mend in str(refused.value)


def test_a_refusal_never_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://trellis:hunter2@somewhere/db")
    with pytest.raises(WrongSettings) as refused:
        read_options()
    assert "hunter2" not in str(refused.value)


def test_production_leaves_the_work_that_waits_to_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("TRELLIS_MODE", "production"),
        ("TRELLIS_SECRET_KEY", "x" * 40),
        ("TRELLIS_MASTER_KEY", GOOD_KEY),
        ("TRELLIS_ALLOWED_HOSTS", "a.example, b.example"),
        ("TRELLIS_BASE_URL", "https://a.example/"),
    ):
        monkeypatch.setenv(name, value)
    options = read_options()
    assert (options.worker, options.allowed_hosts) == ("separate", ("a.example", "b.example"))
    assert (options.base_url, options.over_https) == ("https://a.example", True)

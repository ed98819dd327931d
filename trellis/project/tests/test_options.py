"""What is set from outside is read once, and refused when wrong, with the name and the mend."""

from __future__ import annotations

import base64
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from trellis.project.options import WrongSettings, read_options
from trellis.project.safety import UnsafeSettings, require_safe, unsafe

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


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Every setting as it should be, on PostgreSQL."""
    tmp_path.chmod(0o700)
    for name, value in (
        ("TRELLIS_MODE", "production"),
        ("TRELLIS_SECRET_KEY", "n3-zB9kQvYtR7wLxF2hJ5mPcD8sGaE4uT6iO1rWq"),
        ("TRELLIS_MASTER_KEY", GOOD_KEY),
        ("TRELLIS_ALLOWED_HOSTS", "a.example, b.example"),
        ("TRELLIS_BASE_URL", "https://a.example/"),
        ("TRELLIS_PROXY_HEADER", "X-Forwarded-Proto"),
        ("DATABASE_URL", "postgresql://trellis_app:hunter2@db.example/trellis"),
    ):
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_production_leaves_the_work_that_waits_to_workers(production: pytest.MonkeyPatch) -> None:
    options = read_options()
    assert (options.worker, options.allowed_hosts) == ("separate", ("a.example", "b.example"))
    assert (options.base_url, options.over_https) == ("https://a.example", True)
    require_safe(options, processes=8)


def test_on_sqlite_one_process_does_everything(production: pytest.MonkeyPatch) -> None:
    production.delenv("DATABASE_URL")
    assert read_options().worker == "in-process"
    require_safe(read_options(), processes=1)


@pytest.mark.parametrize(
    ("name", "value", "says", "mend"),
    [
        ("TRELLIS_SECRET_KEY", "x" * 40, "can be guessed", "secrets.token_urlsafe"),
        ("TRELLIS_SECRET_KEY", "django-insecure-3kfj48sld02kfjslw93jf", "can be guessed", "secrets.token_urlsafe"),
        ("TRELLIS_MASTER_KEY", base64.b64encode(bytes(32)).decode(), "can be guessed", "os.urandom(32)"),
        ("TRELLIS_BASE_URL", "http://a.example", "cookies and answers could be read", "https:// address"),
        ("TRELLIS_PROXY_HEADER", "", "came over TLS", "X-Forwarded-Proto"),
        ("TRELLIS_ALLOWED_HOSTS", "*", "lets everything in", "a.example"),
        ("TRELLIS_ALLOWED_HOSTS", "c.example", "does not have a.example", "Add it: a.example"),
    ],
)
def test_production_does_not_start_with_what_is_unsafe(
    production: pytest.MonkeyPatch, name: str, value: str, says: str, mend: str
) -> None:
    production.setenv(name, value)
    (found,) = unsafe(read_options())
    assert found.what == name
    assert says in found.says
    assert mend in found.mend
    with pytest.raises(UnsafeSettings, match=name):
        require_safe(read_options())


def test_sqlite_is_not_shared_between_processes(production: pytest.MonkeyPatch) -> None:
    production.delenv("DATABASE_URL")
    with pytest.raises(UnsafeSettings, match=r"^--workers is 4.*trellis serve --workers 1"):
        require_safe(read_options(), processes=4)
    production.setenv("TRELLIS_WORKER", "separate")
    with pytest.raises(UnsafeSettings, match=r"^TRELLIS_WORKER is separate.*TRELLIS_WORKER=in-process"):
        require_safe(read_options())


def test_a_home_that_others_can_read_is_refused(production: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with pytest.raises(UnsafeSettings, match=rf"^TRELLIS_HOME can be read.*chmod 700 {tmp_path}"):
        require_safe(read_options())


def test_a_refusal_to_start_never_repeats_a_secret(production: pytest.MonkeyPatch) -> None:
    production.setenv("TRELLIS_SECRET_KEY", "changeme" * 8)
    assert "changeme" not in "".join(map(str, unsafe(read_options())))


def test_a_demo_is_refused_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    require_safe(read_options(), processes=4)


def test_the_server_and_the_doctor_say_the_same(production: pytest.MonkeyPatch) -> None:
    production.setenv("TRELLIS_BASE_URL", "http://a.example")
    production.delenv("DATABASE_URL")
    (refusal,) = unsafe(read_options())
    served = _trellis("serve")
    assert (served.returncode, served.stderr.strip()) == (1, str(refusal))
    examined = json.loads(_trellis("doctor", "--json").stdout)
    first = examined["findings"][0]
    assert (first["what"], first["says"], first["mend"]) == (refusal.what, refusal.says, refusal.mend)


def test_the_doctor_names_what_is_missing_before_anything_can_start(production: pytest.MonkeyPatch) -> None:
    production.delenv("TRELLIS_MASTER_KEY")
    examined = _trellis("doctor", "--json")
    assert examined.returncode == 1
    (found,) = json.loads(examined.stdout)["findings"]
    assert (found["what"], found["says"]) == ("TRELLIS_MASTER_KEY", "is missing")
    assert found["mend"].startswith("Make one with:")


def _trellis(*words: str) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, "-c", "from trellis.project.cli import main; main()", *words]
    return subprocess.run(script, capture_output=True, text=True, check=False, timeout=120)

"""What can be set from outside, each with its type. Wrong or missing: Trellis does not start, and says the mend."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from trellis.base.errors import TrellisError
from trellis.project.demo_secrets import read_or_make

_MENDS = {
    "secret_key": "Set it to at least 32 random characters, and keep it the same on every process.",
    "master_key": 'Make one with: python3 -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"',
    "mode": "Use demo, production or test.",
    "worker": "Use in-process or separate.",
    "allowed_hosts": "Give the host names people use, with commas: services.anyborough.example",
    "base_url": "Give the address people use, such as https://services.anyborough.example",
    "proxy_header": "Give the name of the header alone: X-Forwarded-Proto",
    "database_url": "Use sqlite:///path/to/file, or postgresql://role:password@host:5432/database",
    "owner_database_url": "Use the same database as DATABASE_URL, with the role that owns the tables.",
    "backup_database_url": "Use the same database as DATABASE_URL, with a role that may read every row.",
    "email_url": "Use outbox: (messages stay readable in the demo), or smtp://name:password@host:587",
}


class WrongSettings(TrellisError):
    """A setting from outside is wrong or missing; the message names it and the mend."""

    code = "wrong-settings"


class Options(BaseSettings):
    """Every setting of an installation. `docs/running.md` explains each to the person who runs it."""

    model_config = SettingsConfigDict(env_prefix="TRELLIS_", frozen=True, extra="ignore", populate_by_name=True)

    home: Path = Path("home")
    mode: Literal["demo", "production", "test"] = "demo"
    database_url: SecretStr = Field(SecretStr(""), validation_alias=AliasChoices("DATABASE_URL", "database_url"))
    owner_database_url: SecretStr = SecretStr("")
    backup_database_url: SecretStr = SecretStr("")
    secret_key: SecretStr = SecretStr("")
    master_key: SecretStr = SecretStr("")
    email_url: SecretStr = SecretStr("outbox:")
    alert_email: str = ""
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    base_url: str = ""
    proxy_header: str = ""
    worker: Literal["", "in-process", "separate"] = ""

    @field_validator("home")
    @classmethod
    def _home_is_a_place(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _hosts_with_commas(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("base_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.netloc):
            raise ValueError("is not a web address")
        return value.rstrip("/")

    @field_validator("proxy_header")
    @classmethod
    def _a_header(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*|", value):
            raise ValueError("is not the name of a header")
        return value

    @field_validator("database_url", "owner_database_url", "backup_database_url")
    @classmethod
    def _a_database(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and urlsplit(value.get_secret_value()).scheme not in _DATABASES:
            raise ValueError("is neither sqlite: nor postgresql:")
        return value

    @field_validator("email_url")
    @classmethod
    def _a_way_to_send(cls, value: SecretStr) -> SecretStr:
        if urlsplit(value.get_secret_value()).scheme not in {"outbox", "smtp", "smtps"}:
            raise ValueError("is neither outbox: nor smtp: nor smtps:")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for name, value in self._missing_filled().items():
            object.__setattr__(self, name, value)
        _enough_secret(self.secret_key.get_secret_value())
        _thirty_two_bytes(self.master_key.get_secret_value())
        return self

    def _missing_filled(self) -> dict[str, object]:
        found: dict[str, object] = {}
        if self.mode == "production":
            absent = [name for name in _REQUIRED_IN_PRODUCTION if not _given(getattr(self, name))]
            if absent:
                raise _Missing(absent)
        else:
            made = read_or_make(self.home)
            found |= {name: SecretStr(made[name]) for name in made if not getattr(self, name).get_secret_value()}
            found["allowed_hosts"] = self.allowed_hosts or ("localhost", "127.0.0.1", "[::1]", "testserver")
        separate = self.mode == "production" and not self.on_sqlite
        found["worker"] = self.worker or ("separate" if separate else "in-process")
        return found

    @property
    def master_key_bytes(self) -> bytes:
        """The 32 bytes that wrap every organisation's key."""
        return base64.b64decode(self.master_key.get_secret_value())

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is a file, which one process at a time may use."""
        return not self.database_url.get_secret_value().startswith("postgres")

    @property
    def over_https(self) -> bool:
        """Whether people reach this installation over HTTPS: cookies are then sent over nothing else."""
        return self.base_url.startswith("https://")


_DATABASES = {"sqlite", "postgresql", "postgres"}
_REQUIRED_IN_PRODUCTION = ("secret_key", "master_key", "allowed_hosts", "base_url")


class _Missing(ValueError):
    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__("is missing")


def _given(value: object) -> bool:
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)


def _enough_secret(value: str) -> None:
    if len(value) < 32:
        raise _Wrong("secret_key", "is shorter than 32 characters")


def _thirty_two_bytes(value: str) -> None:
    try:
        right = len(base64.b64decode(value, validate=True)) == 32
    except (binascii.Error, ValueError):
        right = False
    if not right:
        raise _Wrong("master_key", "is not 32 bytes in base64")


class _Wrong(ValueError):
    def __init__(self, name: str, what: str) -> None:
        self.names = [name]
        super().__init__(what)


def read_options() -> Options:
    """Read the environment once. Raises WrongSettings, which names each wrong variable and how to mend it."""
    try:
        return Options()
    except ValidationError as error:
        raise WrongSettings("\n".join(_in_words(error))) from None


def _in_words(error: ValidationError) -> list[str]:
    lines: list[str] = []
    for each in error.errors():
        cause = each.get("ctx", {}).get("error")
        names = cause.names if isinstance(cause, _Missing | _Wrong) else [str(each["loc"][0])]
        for name in names:
            key = name.lower().removeprefix("trellis_")
            what = str(cause) if cause else each["msg"][0].lower() + each["msg"][1:]
            lines.append(f"{variable(key)} {what}. {_MENDS.get(key, '')}".rstrip())
    return lines


def variable(name: str) -> str:
    """The environment variable that sets an option: a person looks for this name."""
    return "DATABASE_URL" if name == "database_url" else f"TRELLIS_{name.upper()}"

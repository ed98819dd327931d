"""The template environment of every page: escaped by default, compiled once and kept, no shortcut to the database."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    PrefixLoader,
)


class Templates(Jinja2):
    """Jinja pages in the `templates/` folder of each of our packages. Those of libraries are Django's own."""

    app_dirname = "templates"

    @property
    def template_dirs(self) -> tuple[Path | str, ...]:  # type: ignore[override]
        """Ours alone: a library's templates are in another language and would not compile."""
        ours = (Path(each.path) / "templates" for each in apps.get_app_configs() if each.name.startswith("trellis."))
        return (*self.dirs, *(each for each in ours if each.is_dir()))


def environment(*, loader: BaseLoader, **options: Any) -> Environment:
    """Build the environment. The macros of the design system are found under `govuk_frontend_jinja/`."""
    cache = Path(settings.TRELLIS.home) / "cache" / "templates"
    cache.mkdir(parents=True, exist_ok=True)
    design_system = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    made = Environment(
        autoescape=True,
        loader=ChoiceLoader([loader, design_system]),
        bytecode_cache=FileSystemBytecodeCache(str(cache)),
        # The design system's macros ask for parameters that were not given, and for parts of those.
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        **{name: value for name, value in options.items() if name not in {"autoescape", "undefined"}},
    )
    made.globals |= {"static": static, "url": _address, "language": translation.get_language}
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext, ngettext=translation.ngettext, newstyle=True
    )
    return made


@lru_cache(maxsize=4096)
def _address(name: str, *parts: object, **named: object) -> str:
    return reverse(name, args=parts or None, kwargs=named or None)

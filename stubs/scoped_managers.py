"""For mypy alone: a scoped manager is typed as the manager of its model.

django-scopes makes a class inside a function for each model, which the Django plugin of mypy cannot name. What a
scope adds is decided while the program runs; for its types a scoped manager is a plain one.
"""

from __future__ import annotations

import django_scopes
from django.db import models
from mypy.plugin import Plugin


def _plain_manager(manager_class: type[models.Manager] = models.Manager, **_scopes: str) -> models.Manager:
    return manager_class()


def plugin(version: str) -> type[Plugin]:
    """Called by mypy before it loads the models."""
    django_scopes.ScopedManager = _plain_manager
    return Plugin

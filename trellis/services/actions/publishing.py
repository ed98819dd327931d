from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import Resolver404, resolve

from trellis.base.log import record
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import acting
from trellis.services.errors import NoSuchService, NotPublishable
from trellis.services.events import ServicePublished, ServiceWithdrawn
from trellis.services.language.changes import changes
from trellis.services.language.checker import check_compiled, publishable
from trellis.services.language.compiler import Compiled, from_json
from trellis.services.language.findings import Weight
from trellis.services.language.loader import Tree
from trellis.services.language.sources import Sources
from trellis.services.models import LiveService, ServiceVersion
from trellis.services.queries.definitions import forget_live

FIRST = "First version."


def publish(*, compiled: Compiled, sources: Sources | None = None, at: datetime, by: Actor) -> ServiceVersion:
    """Make a definition the one that new journeys begin with. Journeys and cases under way stay with their own version.

    The same definition again is the same version: nothing changes. What the checker refuses is not published.
    `sources` are the files it was made from; without them nobody can go on from this version in the studio.

    :raises NotPublishable: with everything that must be mended first.
    """
    _may_publish(by)
    refuse_unfit(compiled)
    service = compiled.definition.service
    _refuse_shadowed(service)
    with acting(by):
        live = LiveService.objects.select_for_update(of=("self",)).select_related("version").filter(service=service)
        now_live = live.first()
        version = _version(compiled, last=now_live.version if now_live else None, at=at, by=by)
        if sources and sources.to_keep() != version.sources:
            # The same version may be published anew from files that say it in other words: a comment more.
            version.sources = sources.to_keep()
            version.save(update_fields=["sources"])
        if now_live and now_live.version_id == version.pk:
            return version
        LiveService.objects.update_or_create(
            organisation_id=by.organisation, service=service, defaults={"version": version}
        )
        published = ServicePublished(
            subject=f"service:{service}", number=version.number, version_hash=version.hash, changes=version.changes
        )
        record(published, by=by, at=at)
        # Now for what this transaction itself goes on to do, and once more when others can see it.
        forget_live(by.organisation)
        transaction.on_commit(lambda: forget_live(by.organisation))
    return version


def withdraw_service(*, service: str, at: datetime, by: Actor) -> None:
    """Offer a service no longer: nobody can begin it; who has begun can go on.

    :raises NoSuchService: where it is not offered.
    """
    _may_publish(by)
    with acting(by):
        gone, _ = LiveService.objects.filter(service=service).delete()
        if not gone:
            raise NoSuchService
        record(ServiceWithdrawn(subject=f"service:{service}"), by=by, at=at)
        forget_live(by.organisation)
        transaction.on_commit(lambda: forget_live(by.organisation))


def refuse_unfit(compiled: Compiled) -> None:
    """Stop what the checker refuses, whichever way a definition came."""
    findings = check_compiled(compiled, Tree(file=compiled.definition.service, data={}))
    if not publishable(findings):
        raise NotPublishable("\n".join(str(each) for each in findings if each.weight is not Weight.ADVISE))


def _refuse_shadowed(service: str) -> None:
    """Stop a service whose address other pages have already, such as `guidance`: nobody would ever reach it."""
    for under in ("", "begin"):
        try:
            parts = resolve(f"/any/{service}/{under}").kwargs
        except Resolver404:
            continue
        if "service" not in parts and "rest" not in parts:
            raise NotPublishable(
                f"`service: {service}` cannot be reached: other pages stand at /{service}/. "
                f"Give it a key of its own, such as `{service}-service`."
            )


def _version(compiled: Compiled, *, last: ServiceVersion | None, at: datetime, by: Actor) -> ServiceVersion:
    service = compiled.definition.service
    versions = ServiceVersion.objects.filter(service=service)
    if known := versions.filter(hash=compiled.hash).first():
        return known
    return ServiceVersion.objects.create(
        organisation_id=by.organisation,
        service=service,
        hash=compiled.hash,
        content=compiled.content,
        number=versions.count() + 1,
        changes=changes(from_json(last.content), compiled) if last else [FIRST],
        published_at=at,
        published_by=by.label,
    )


def _may_publish(by: Actor) -> None:
    # Whoever runs the installation publishes from the command line, before anybody can sign in.
    if by.key != "system:publishing":
        require(by, Permission.SERVICE_PUBLISH)

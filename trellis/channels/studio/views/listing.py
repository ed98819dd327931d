"""The services of an organisation as a designer sees them: what is offered, what is being written, what was before."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect

from trellis.channels.studio.beginning import BeginForm, ImportForm, beginning
from trellis.channels.studio.drawing import at_draft, shown
from trellis.organisations.queries import teams
from trellis.organisations.scope import reading
from trellis.services import actions, queries
from trellis.services.errors import DraftExists, NoSuchVersion, NotPublishable
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.sources import Sources
from trellis.services.layout import DeskVisit


def services(desk: DeskVisit) -> HttpResponse:
    """Every service, and the drafts."""
    return shown(desk, "services.html", services=queries.studio_services(seen_by=desk.actor))


def change(desk: DeskVisit, service: str) -> HttpResponse:
    """Begin to change a service, or go on with the draft of it."""
    draft = actions.start_draft(service=service, at=desk.at, by=desk.actor)
    return HttpResponseRedirect(at_draft(desk, draft.pk))


def new(desk: DeskVisit) -> HttpResponse:
    """Begin a service that is not there yet: from a need."""
    with reading(desk.actor):
        listed = [(each.key, each.title) for each in teams(seen_by=desk.actor)]
    form = BeginForm(desk.request.POST if desk.request.method == "POST" else None, teams=listed)
    if not form.is_valid():
        return shown(desk, "new.html", form=form)
    sources = beginning(form.cleaned_data, organisation=desk.organisation)
    return _started(desk, form, sources)


def bring(desk: DeskVisit) -> HttpResponse:
    """Begin from a file that was written elsewhere."""
    posted = desk.request.method == "POST"
    form = ImportForm(desk.request.POST, desk.request.FILES) if posted else ImportForm()
    if not form.is_valid():
        return shown(desk, "bring.html", form=form)
    text = form.cleaned_data["file"]
    sources = Sources(service=form.service, text=text, shared=_shared(desk, form.service))
    return _started(desk, form, sources, template="bring.html")


def _shared(desk: DeskVisit, service: str) -> dict[str, str]:
    """The shared files of the version that is offered, for a file that uses the same."""
    known = {each.service: each.number for each in queries.studio_services(seen_by=desk.actor)}
    sources = queries.version_sources(service, known.get(service, 0), seen_by=desk.actor)
    return dict(sources.shared) if sources else {}


def _started(
    desk: DeskVisit, form: BeginForm | ImportForm, sources: Sources, *, template: str = "new.html"
) -> HttpResponse:
    try:
        draft = actions.start_new_draft(sources=sources, at=desk.at, by=desk.actor)
    except DraftExists:
        form.add_error(None, "Somebody is writing this service already. Go on with their draft.")
        return shown(desk, template, form=form, status=409)
    except DefinitionRefused as refused:
        for finding in refused.findings:
            form.add_error("file", f"Line {finding.line}: {finding.what}. {finding.mend}")
        return shown(desk, template, form=form, status=422)
    words = "The draft is begun. Only colleagues see it until it is published."
    return desk.done(at_draft(desk, draft.pk), words)


def versions(desk: DeskVisit, service: str) -> HttpResponse:
    """What was published before, and what each version changed."""
    found = queries.versions(service, seen_by=desk.actor)
    if not found:
        raise NoSuchVersion
    title = next(
        (each.title for each in queries.studio_services(seen_by=desk.actor) if each.service == service), service
    )
    return shown(desk, "versions.html", service=service, title=title, versions=found)


def publish_again(desk: DeskVisit, service: str, version: int) -> HttpResponse:
    """Go back to a version that was published before."""
    wanted = next((each for each in queries.versions(service, seen_by=desk.actor) if each.number == version), None)
    if wanted is None:
        raise NoSuchVersion
    compiled = queries.definition(organisation_id=desk.organisation.pk, hash=wanted.hash)
    try:
        actions.publish(compiled=compiled, at=desk.at, by=desk.actor)
    except NotPublishable:
        words = f"The checker now refuses version {version}. Change it in a draft."
        return desk.done(desk.address("studio-versions", service), words)
    words = f"Version {version} is what people begin with again. Whoever has begun goes on as they were."
    return desk.done(desk.address("studio-versions", service), words)

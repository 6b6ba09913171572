"""Writing in a plan: one section, one entry, and who may see a section."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from lco.teams.plans import content as written
from lco.teams.plans.schema import Shape
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.plans import queries, taking
from web.teams.plans.forms import SectionForm, form_of
from web.teams.plans.forms.taking import TakeForm
from web.teams.plans.views.opened import Opened, opened, withheld
from web.teams.plans.views.saving import saved, settled

NEW = "new"


@of_person("teams.change_plans")
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, seen: Seen, section: str) -> HttpResponse:
    """Ask the questions of a section of words, or list the entries of a section of many."""
    at = opened(request, seen, section)
    if not at.is_shown:
        return withheld(request, seen, at.section)
    if at.section.shape == Shape.ITEMS:
        return _listed(request, seen, at)
    if request.POST.get("step") == "merge":
        return settled(request, seen, at.section)
    if request.method != "POST":
        return _asked(request, seen, at, form_of(at.section).opened(version=at.number, initial=at.answers()))
    form = form_of(at.section)(request.POST)
    if not form.is_valid():
        return _asked(request, seen, at, form, status=422)
    return saved(request, seen, at.section, written.words(form.answers()), form)


@of_person("teams.change_plans")
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, seen: Seen, section: str, entry: str) -> HttpResponse:
    """Ask for one entry of a section, new or to be changed or taken out."""
    at = opened(request, seen, section)
    if not at.is_shown:
        return withheld(request, seen, at.section)
    if at.section.shape == Shape.WORDS:
        raise Http404("this section has no entries")
    if request.POST.get("step") == "merge":
        return settled(request, seen, at.section)
    if request.method == "POST":
        return _keep(request, seen, at, entry)
    found = written.entry_of(at.content, section, entry)
    if found is None and entry != NEW:
        raise Http404("no such entry")
    form = form_of(at.section).opened(version=at.number, initial=dict(found.fields) if found else {})
    return _asked(request, seen, at, form, entry=entry)


def _listed(request: HttpRequest, seen: Seen, at: Opened) -> HttpResponse:
    """List the entries; take in what an assessment found, when that is asked."""
    if request.POST.get("step") == "merge":
        return settled(request, seen, at.section)
    has_offers = at.section.id == taking.STRENGTHS
    form = TakeForm(request.POST or None)
    if has_offers and form.is_valid():
        return _take(request, seen, at, form)
    offered = taking.offers(request.user, seen, at.content, number=at.number) if has_offers else ()
    context = {"part": at.part, "section": at.section, "offers": offered}
    status = 422 if request.method == "POST" else 200
    return person_page(request, seen, "teams/plans/entries.jinja", context, status=status)


def _take(request: HttpRequest, seen: Seen, at: Opened, form: TakeForm) -> HttpResponse:
    cleaned = form.cleaned_data
    base = queries.content_of(seen.pseudonym, cleaned["version"] or 0)
    new = written.entry(cleaned["key"].hex[:12], {name: cleaned[name] for name in ("kind", "words")})
    after = written.with_entry(base, at.section.id, new)
    return saved(request, seen, at.section, written.entries_of(after, at.section.id), form)


def _keep(request: HttpRequest, seen: Seen, at: Opened, id: str) -> HttpResponse:
    """Save what was entered, or take the entry out, on the version the form was opened beside."""
    form: SectionForm = form_of(at.section)(request.POST)
    is_valid, is_taken_out = form.is_valid(), request.POST.get("step") == "remove"
    if "key" in form.errors or (not is_valid and not is_taken_out):
        return _asked(request, seen, at, form, entry=id, status=422)
    base = queries.content_of(seen.pseudonym, form.cleaned_data.get("version") or 0)
    if is_taken_out:
        after = written.without_entry(base, at.section.id, id)
    else:
        new = form.cleaned_data["key"].hex[:12] if id == NEW else id
        after = written.with_entry(base, at.section.id, written.entry(new, form.answers()))
    return saved(request, seen, at.section, written.entries_of(after, at.section.id), form)


def _asked(
    request: HttpRequest,
    seen: Seen,
    at: Opened,
    form: SectionForm,
    *,
    entry: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"section": at.section, "part": at.part, "form": form, "entry": entry, "is_new": entry == NEW}
    return person_page(request, seen, "teams/plans/asked.jinja", context, status=status)

"""Which organisations alone may see a section."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lco.teams.plans.content import organisations_of
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.plans import actions, queries
from web.teams.plans.forms import KeptToForm
from web.teams.plans.views.opened import Opened, opened, withheld


@of_person("teams.change_plans")
@require_http_methods(["GET", "POST"])
def kept_to(request: HttpRequest, seen: Seen, section: str) -> HttpResponse:
    """Ask which organisations may see a section, and keep the answer."""
    at = opened(request, seen, section)
    if not at.is_shown:
        return withheld(request, seen, at.section)
    choices = queries.organisation_choices()
    if request.method != "POST":
        start = {"organisations": sorted(organisations_of(at.content, section))}
        form = KeptToForm.opened(version=at.number, initial=start, organisations=choices)
        return _page(request, seen, at, form)
    form = KeptToForm(request.POST, organisations=choices)
    if not form.is_valid():
        return _page(request, seen, at, form, status=422)
    return _keep(request, seen, at, form)


def _keep(request: HttpRequest, seen: Seen, at: Opened, form: KeptToForm) -> HttpResponse:
    try:
        actions.limit_section(
            by=request.user,
            person=seen.pseudonym,
            section=at.section.id,
            organisations=form.cleaned_data["organisations"],
            base=form.cleaned_data["version"] or 0,
            key=form.cleaned_data["key"],
        )
    except actions.BothChanged as both:
        beside = form.beside(at.number)
        beside.add_error(
            "organisations", f"{both.latest.by} limited this section differently while you wrote"
        )
        return _page(request, seen, at, beside, status=409)
    except actions.PlanRefused as refusal:
        form.add_error("organisations", str(refusal))
        return _page(request, seen, at, form, status=422)
    messages.success(request, f"Who sees '{at.section.title}' was saved.")
    return redirect("teams:plan", pseudonym=seen.pseudonym)


def _page(
    request: HttpRequest, seen: Seen, at: Opened, form: KeptToForm, *, status: int = 200
) -> HttpResponse:
    context = {"section": at.section, "part": at.part, "form": form}
    return person_page(request, seen, "teams/plans/kept_to.jinja", context, status=status)

"""The concerns of a person one needs to know, a new one, and one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from lco.teams.safeguarding import rules
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.access.sections import Permit
from web.teams.safeguarding import actions, queries
from web.teams.safeguarding.forms import RaiseForm
from web.teams.safeguarding.models import Concern
from web.teams.safeguarding.tables import stage_tag
from web.teams.safeguarding.views.asking import answered, back, of_concern, page_of


@of_person("teams.raise_safeguarding")
@require_GET
def of_person_page(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show the concerns of the person that the viewer needs to know: for all others there are none."""
    found = [(each, stage_tag(each.stage)) for each in queries.concerns_of(request.user, seen)]
    return person_page(request, seen, "teams/safeguarding/concerns.jinja", {"concerns": found})


@of_person("teams.raise_safeguarding")
@require_http_methods(["GET", "POST"])
def raise_one(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Ask what was seen or said and what the person wants, show it to be checked, keep it."""
    is_child = seen.person.age < rules().least_age
    page = page_of(request, seen, None, "Raise a concern", "raise", is_child=is_child, rules=rules())
    team = queries.team_of(seen)
    people = queries.colleagues(team, besides=request.user) if team else []
    if request.method != "POST":
        return page(RaiseForm.opened(people=people))
    form = RaiseForm(request.POST, people=people)

    def keep() -> HttpResponse:
        key = form.cleaned_data["key"]
        made = actions.raise_concern(by=request.user, person=seen.pseudonym, told=form.report(), key=key)
        return back(request, made, "The concern is raised. Who sees it is said below.")

    return answered(request, form, page=page, keep=keep)


@of_concern("teams.raise_safeguarding")
@require_GET
def one(request: HttpRequest, seen: Seen, concern: Concern, sight: Permit) -> HttpResponse:
    """Show a concern: what was told, what was decided and why, what is done, and who knows."""
    it = queries.shown(request.user, concern, sight)
    context = {"it": it, "concern": concern, "stage": stage_tag(concern.stage)}
    return person_page(request, seen, "teams/safeguarding/concern.jinja", context)

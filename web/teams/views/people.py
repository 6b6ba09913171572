"""The people a team looks after: their list, the search, one person's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lco.teams.governance import Relationship
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.population import queries as population
from web.teams import actions, queries
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.access.sections import care_of
from web.teams.access.timelines import read_timeline
from web.teams.forms import PeopleFilter, SearchForm
from web.teams.judgements import judgements_of, narrowed, with_judgements
from web.teams.models import Team
from web.teams.need import story_of, titles
from web.teams.searches import recall, remember
from web.teams.standing import in_case_state, standing_of, with_cases
from web.teams.tables import TIER_TAGS, numbers_of, people_table
from web.ui import place, tables

PER_PAGE = (25, 50, 100)


@requires("teams.see_people")
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List the people of the user's neighbourhood teams, narrowed by what the address asks."""
    teams = list(queries.neighbourhood_teams_of(request.user))
    seen = queries.people_of(*teams)
    text = recall(request.session, request.GET.get("search", ""))
    form = _filter(request, teams, text or "")
    asked, judged = form.asked(), narrowed(seen, form.asked_of_judgement())
    judged = in_case_state(judged, form.asked_of_case())
    found = with_cases(with_judgements(population.matching(judged, asked))).prefetch_related("person")
    table = people_table(is_predicted=population.is_predicted(seen), per_page=_per_page(request))
    listing = tables.listing(request, found, table, filters=form)
    context = {
        "teams": teams,
        "filters": form,
        "search": SearchForm({"text": form.text}),
        "is_search_lost": text is None and bool(request.GET.get("search")),
        "tabs": population.tier_counts(judged, asked),
        "moved": population.movement_counts(judged, asked),
        "sizes": PER_PAGE,
        "publication": queries.current_publication(),
    }
    return page_or_file(
        request,
        "teams/people.jinja",
        context,
        listing=listing,
        permission="teams.export_people",
        **care_of(teams[0] if len(teams) == 1 else None, Relationship.NEIGHBOURHOOD_TEAM),
    )


def _filter(request: HttpRequest, teams: list[Team], text: str) -> PeopleFilter:
    pack = place.current()
    return PeopleFilter(
        request.GET,
        practices=queries.practice_choices(teams, pack),
        segments=titles(pack, "segments"),
        cohorts=titles(pack, "cohorts"),
        text=text,
    )


def _per_page(request: HttpRequest) -> int:
    size = request.GET.get("per_page")
    return next((each for each in PER_PAGE if str(each) == size), PER_PAGE[0])


@requires("teams.search_people")
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Keep the words searched for in the session, and show the list they give."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        return render(request, "teams/search_refused.jinja", {"search": form}, status=422)
    actions.note_search(by=request.user)
    token = remember(request.session, form.cleaned_data["text"])
    return redirect(reverse("teams:people") + tables.query(request.GET, search=token or None, page=None))


@of_person("teams.see_people")
@require_GET
def person(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show one person of the user's teams; for all others, known or not, one and the same refusal."""
    listing = seen.listing
    standing = standing_of(seen, request.user)
    if listing is None:
        return person_page(request, seen, "teams/person.jinja", {"standing": standing})
    context = {
        "standing": standing,
        "timeline": read_timeline(by=request.user, seen=seen, chosen=request.GET.get("events", "main")),
        "tier": TIER_TAGS[listing.tier],
        "need": story_of(listing, place.current()),
        "judgements": judgements_of(listing.person_id),
        "today": queries.today(),
        "may_judge": request.user.has_perm("teams.judge_people"),
        "numbers": numbers_of(listing),
        "teams": queries.teams_looking_after(listing),
        "practice": queries.practice_name(listing.practice, place.current()),
        "publication": listing.run,
    }
    return person_page(request, seen, "teams/person.jinja", context)

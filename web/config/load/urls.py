"""The addresses of the web and, beside them, views that read the same rows and write nothing around them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from web.config import urls as pages
from web.population.models import Listing
from web.teams.cases.models import Case, CaseEvent
from web.teams.meetings.models import AgendaItem, Attendance, Meeting
from web.teams.plans.models import PlanDeed, PlanVersion
from web.teams.queries import person_seen_by, teams_of
from web.teams.work.models import Task

handler400, handler403, handler404, handler500 = (
    pages.handler400,
    pages.handler403,
    pages.handler404,
    pages.handler500,
)
_ROWS = 25


def bare_caseload(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the first page of a team's caseload."""
    team = teams_of(request.user).get(slug=slug)
    cases = Case.objects.open().filter(team=team)
    rows = cases.select_related("person", "coordinator", "lead_professional").order_by("state_since")[:_ROWS]
    people = [row.person_id for row in rows]
    listed = {each.person_id: each for each in Listing.objects.filter(person__in=people)}
    lines = [f"{cases.count()}"]
    lines += [
        f"{row.person.full_name} {row.state} {row.coordinator} {row.review_on} {listed.get(row.person_id)}"
        for row in rows
    ]
    return HttpResponse("\n".join(lines))


def bare_person(request: HttpRequest, pseudonym: int) -> HttpResponse:
    """Read a person, their place in the list and their case."""
    listing = person_seen_by(request.user, pseudonym)
    case = Case.objects.filter(person=pseudonym).select_related("coordinator", "team").last()
    return HttpResponse(
        f"{listing and (listing.person, listing.reasons)} {case and (case, case.coordinator)}"
    )


def bare_plan(request: HttpRequest, pseudonym: int) -> HttpResponse:
    """Read a person's plan, what was done with it, and its actions."""
    listing = person_seen_by(request.user, pseudonym)
    version = PlanVersion.objects.filter(plan__person=pseudonym).select_related("by").last()
    deeds = PlanDeed.objects.filter(plan__person=pseudonym).select_related("by")
    tasks = Task.objects.filter(person=pseudonym).select_related("owner", "organisation")
    return HttpResponse(f"{listing} {version and version.content} {list(deeds)} {list(tasks)}")


def bare_meeting(request: HttpRequest, slug: str, meeting: int) -> HttpResponse:
    """Read a meeting, who takes part, and its agenda."""
    found = Meeting.objects.select_related("chair", "minute_taker", "team").get(
        pk=meeting, team__in=teams_of(request.user).filter(slug=slug)
    )
    there = Attendance.objects.filter(meeting=found).select_related("user")
    items = AgendaItem.objects.filter(meeting=found).select_related("case__person", "case__coordinator")
    names = [f"{item.position} {item.case.person.full_name} {item.reasons}" for item in items]
    events = CaseEvent.objects.filter(case__in=[item.case_id for item in items]).count()
    return HttpResponse(f"{found} {list(there)} {events} " + "\n".join(names))


urlpatterns = [
    path("bare/<slug:slug>/caseload", bare_caseload),
    path("bare/people/<int:pseudonym>", bare_person),
    path("bare/people/<int:pseudonym>/plan", bare_plan),
    path("bare/<slug:slug>/meetings/<int:meeting>", bare_meeting),
    *pages.urlpatterns,
]

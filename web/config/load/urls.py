"""The addresses of the web and, beside them, views that read the same rows and write nothing around them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from web.config import urls as pages
from web.teams.access.people import seen
from web.teams.cases.models import CaseEvent
from web.teams.cases.queries import caseload, counts, member_choices, of_team, open_case_of
from web.teams.judgements import judgements_of
from web.teams.meetings.models import AgendaItem, Attendance, Meeting
from web.teams.plans.models import PlanDeed, PlanVersion
from web.teams.queries import teams_of
from web.teams.work.models import Task

handler400, handler403, handler404, handler500 = (
    pages.handler400,
    pages.handler403,
    pages.handler404,
    pages.handler500,
)
_ROWS = 25


def bare_caseload(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the first page of a team's caseload, whose clock is nearest first, and how many there are."""
    team = teams_of(request.user).get(slug=slug)
    cases = of_team(team)
    found = caseload(cases).order_by("due_on", "pk")
    members = list(member_choices(team))
    lines = [f"{found.count()} {counts(cases)} {members}"]
    lines += [
        f"{row.person.full_name} {row.standing} {row.due_on} {row.coordinator} {row.review_on}"
        for row in found[:_ROWS]
    ]
    return HttpResponse("\n".join(lines))


def bare_person(request: HttpRequest, pseudonym: int) -> HttpResponse:
    """Read a person by the door, their place in the list, their case and what was judged of them."""
    found = seen(request.user, pseudonym)
    if found is None:
        raise PermissionDenied
    case, said = open_case_of(pseudonym), judgements_of(pseudonym)
    return HttpResponse(f"{found.person} {found.listing and found.listing.reasons} {case} {list(said)}")


def bare_plan(request: HttpRequest, pseudonym: int) -> HttpResponse:
    """Read a person by the door, their plan, what was done with it, and its actions."""
    found = seen(request.user, pseudonym)
    if found is None:
        raise PermissionDenied
    version = PlanVersion.objects.filter(plan__person=pseudonym).select_related("by").last()
    deeds = PlanDeed.objects.filter(plan__person=pseudonym).select_related("by")
    tasks = Task.objects.filter(person=pseudonym).select_related("owner", "organisation")
    return HttpResponse(f"{found.person} {version and version.content} {list(deeds)} {list(tasks)}")


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

"""Addresses of the teams pages."""

from __future__ import annotations

from django.urls import path

from web.teams.access import urls as access
from web.teams.assessments import urls as assessments
from web.teams.assets import urls as assets
from web.teams.cases import urls as cases
from web.teams.measures import urls as measures
from web.teams.meetings import urls as meetings
from web.teams.plans import urls as plans
from web.teams.safeguarding import urls as safeguarding
from web.teams.staff import urls as staff
from web.teams.views import judgements, members, people
from web.teams.work import urls as work

# The parts come before the addresses of teams, whose slug would take any word.
PARTS = (access, assessments, assets, cases, measures, meetings, plans, safeguarding, staff, work)

app_name = "teams"
urlpatterns = [
    path("people", people.people, name="people"),
    path("people/search", people.search, name="search"),
    path("people/<int:pseudonym>", people.person, name="person"),
    path("people/<int:pseudonym>/judgement", judgements.judge, name="judge"),
    path("people/<int:pseudonym>/judgement/withdraw", judgements.withdraw, name="withdraw"),
    path("judgements", judgements.judgements, name="judgements"),
    *(pattern for part in PARTS for pattern in part.urlpatterns),
    path("", members.teams, name="teams"),
    path("<slug:slug>", members.team, name="team"),
    path("<slug:slug>/join", members.join, name="join"),
    path("<slug:slug>/leave/<int:membership>", members.leave, name="leave"),
]

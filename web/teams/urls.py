"""Addresses of the teams pages."""

from __future__ import annotations

from django.urls import path

from web.teams.views import judgements, members, people

app_name = "teams"
urlpatterns = [
    path("people", people.people, name="people"),
    path("people/search", people.search, name="search"),
    path("people/<int:pseudonym>", people.person, name="person"),
    path("people/<int:pseudonym>/judgement", judgements.judge, name="judge"),
    path("people/<int:pseudonym>/judgement/withdraw", judgements.withdraw, name="withdraw"),
    path("judgements", judgements.judgements, name="judgements"),
    path("", members.teams, name="teams"),
    path("<slug:slug>", members.team, name="team"),
    path("<slug:slug>/join", members.join, name="join"),
    path("<slug:slug>/leave/<int:membership>", members.leave, name="leave"),
]

"""Addresses of meetings."""

from __future__ import annotations

from django.urls import path

from web.teams.meetings.views import agenda, closing, mode, planning, quorum

_ONE = "<slug:slug>/meetings/<int:meeting>"

urlpatterns = [
    path("meetings", planning.meetings, name="meetings"),
    path("people/<int:pseudonym>/meetings", closing.history, name="meeting_history"),
    path("<slug:slug>/meetings", planning.team_meetings, name="meeting_list"),
    path("<slug:slug>/meetings/new", planning.plan, name="meeting_plan"),
    path("<slug:slug>/meetings/quorum", quorum.quorum, name="meeting_quorum"),
    path(_ONE, agenda.meeting, name="meeting"),
    path(f"{_ONE}/change", planning.change, name="meeting_change"),
    path(f"{_ONE}/start", planning.start, name="meeting_start"),
    path(f"{_ONE}/attendance", agenda.attendance, name="meeting_attendance"),
    path(f"{_ONE}/agenda", agenda.build, name="meeting_agenda"),
    path(f"{_ONE}/add", agenda.add, name="meeting_add"),
    path(f"{_ONE}/move/<int:item>", agenda.move, name="meeting_move"),
    path(f"{_ONE}/take-off/<int:item>", agenda.take_off, name="meeting_take_off"),
    path(f"{_ONE}/person/<int:item>", mode.person, name="meeting_person"),
    path(f"{_ONE}/person/<int:item>/ground", mode.basis, name="meeting_basis"),
    path(f"{_ONE}/person/<int:item>/later", mode.skip, name="meeting_skip"),
    path(f"{_ONE}/close", closing.close, name="meeting_close"),
    path(f"{_ONE}/minutes", closing.minutes, name="meeting_minutes"),
    path(f"{_ONE}/correction", closing.correct, name="meeting_correct"),
]

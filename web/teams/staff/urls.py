"""Addresses of this part of the teams app."""

from __future__ import annotations

from django.urls import path

from web.teams.staff.views import capacity, leavers, members, standards

_MEMBER = "<slug:slug>/members/<int:membership>"

urlpatterns = [
    path("standards", standards.team_standards, name="team_standards"),
    path(_MEMBER, members.member, name="member"),
    path(f"{_MEMBER}/change", members.member_change, name="member_change"),
    path(f"{_MEMBER}/absences/add", members.member_absence_add, name="member_absence_add"),
    path(
        f"{_MEMBER}/absences/<int:absence>/withdraw",
        members.member_absence_withdraw,
        name="member_absence_withdraw",
    ),
    path(f"{_MEMBER}/posts/add", members.member_post_add, name="member_post_add"),
    path(f"{_MEMBER}/posts/<int:post>/end", members.member_post_end, name="member_post_end"),
    path(f"{_MEMBER}/let-go", members.member_let_go, name="member_let_go"),
    path("<slug:slug>/capacity", capacity.team_capacity, name="team_capacity"),
    path("<slug:slug>/left", leavers.team_left, name="team_left"),
    path("<slug:slug>/left/<int:user>", leavers.team_hand_on, name="team_hand_on"),
]

"""Addresses of this part of the teams app."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.teams.cases.views import lists, person

urlpatterns: list[URLPattern] = [
    path("caseload", lists.caseloads, name="case_loads"),
    path("<slug:slug>/caseload", lists.caseload, name="case_load"),
    path("<slug:slug>/queue", lists.queue, name="case_queue"),
    path("<slug:slug>/queue/find", lists.find, name="case_find"),
    path("people/<int:pseudonym>/case", person.case, name="case"),
    path("people/<int:pseudonym>/case/<slug:act>", person.act, name="case_act"),
]

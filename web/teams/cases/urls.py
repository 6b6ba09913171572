"""Addresses of this part of the teams app."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.teams.cases.views import hand_overs, lists, person, referrals

urlpatterns: list[URLPattern] = [
    path("caseload", lists.caseloads, name="case_loads"),
    path("<slug:slug>/caseload", lists.caseload, name="case_load"),
    path("<slug:slug>/queue", lists.queue, name="case_queue"),
    path("<slug:slug>/queue/find", lists.find, name="case_find"),
    path("<slug:slug>/refer", referrals.refer, name="case_refer"),
    path("<slug:slug>/hand-overs", hand_overs.hand_overs, name="case_hand_overs"),
    path("<slug:slug>/hand-overs/<int:key>", hand_overs.answer, name="case_answer"),
    path("<slug:slug>/hand-overs/<int:key>/take-back", hand_overs.take_back, name="case_take_back"),
    path("people/<int:pseudonym>/refer", referrals.refer_person, name="case_refer_person"),
    path("people/<int:pseudonym>/case", person.case, name="case"),
    path("people/<int:pseudonym>/case/step-down", person.step_down, name="case_step_down"),
    path("people/<int:pseudonym>/case/best-interests", person.best_interests, name="case_best_interests"),
    path("people/<int:pseudonym>/case/hand-over", hand_overs.hand_over, name="case_hand_over"),
    path("people/<int:pseudonym>/case/<slug:act>", person.act, name="case_act"),
]

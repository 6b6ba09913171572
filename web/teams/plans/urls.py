"""Addresses of plans."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.teams.plans.views import agreeing, goals, history, keeping, plan, printing, sections

_PLAN = "people/<int:pseudonym>/plan"

urlpatterns: list[URLPattern] = [
    path(_PLAN, plan.plan, name="plan"),
    path(f"{_PLAN}/sections/<slug:section>", sections.section, name="plan_section"),
    path(f"{_PLAN}/sections/<slug:section>/seen-by", keeping.kept_to, name="plan_kept_to"),
    path(f"{_PLAN}/sections/<slug:section>/entries/<slug:entry>", sections.entry, name="plan_entry"),
    path(f"{_PLAN}/goals", goals.goals, name="plan_goals"),
    path(f"{_PLAN}/goals/<slug:goal>/review", goals.review, name="plan_goal_review"),
    path(f"{_PLAN}/goals/<slug:goal>/action", goals.action, name="plan_action"),
    path(f"{_PLAN}/agree", agreeing.agree, name="plan_agree"),
    path(f"{_PLAN}/review", agreeing.review, name="plan_review"),
    path(f"{_PLAN}/start", agreeing.start, name="plan_start"),
    path(f"{_PLAN}/history", history.history, name="plan_history"),
    path(f"{_PLAN}/versions/<int:number>", history.version, name="plan_version"),
    path(f"{_PLAN}/compare", history.compared, name="plan_compare"),
    path(f"{_PLAN}/print/<slug:kind>", printing.printed, name="plan_print"),
    path(f"{_PLAN}/copy", printing.copy, name="plan_copy"),
]

"""Addresses of the workbench, under those of the population pages."""

from __future__ import annotations

from django.urls import path

from web.population.workbench.views import evaluations, landing, models

urlpatterns = [
    path("workbench", landing.workbench, name="workbench"),
    path("models", models.models, name="models"),
    path("models/<slug:model>", models.model, name="model"),
    path("models/<slug:model>/validation", models.validation, name="validation"),
    path("evaluations", evaluations.evaluations, name="evaluations"),
    path("evaluations/<slug:evaluation>", evaluations.evaluation, name="evaluation"),
]

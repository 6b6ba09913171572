"""Addresses of the workbench, under those of the population pages."""

from __future__ import annotations

from django.urls import path

from web.population.workbench.views import builder, cohorts, evaluations, landing, models, movement

urlpatterns = [
    path("workbench", landing.workbench, name="workbench"),
    path("movement", movement.movement, name="movement"),
    path("segments", movement.segments, name="segments"),
    path("cohorts", cohorts.cohorts, name="cohorts"),
    path("cohorts/build", builder.builder, name="builder"),
    path("cohorts/withholding", cohorts.withholding, name="withholding"),
    path("cohorts/save", builder.save, name="save_cohort"),
    path("cohorts/upload", cohorts.upload, name="upload_cohort"),
    path("cohorts/<int:cohort>", cohorts.cohort, name="cohort"),
    path("cohorts/<int:cohort>/definition.toml", cohorts.download, name="download_cohort"),
    path("cohorts/<int:cohort>/share", cohorts.share, name="share_cohort"),
    path("cohorts/<int:cohort>/rename", cohorts.rename, name="rename_cohort"),
    path("cohorts/<int:cohort>/delete", cohorts.delete, name="delete_cohort"),
    path("models", models.models, name="models"),
    path("models/<slug:model>", models.model, name="model"),
    path("models/<slug:model>/validation", models.validation, name="validation"),
    path("evaluations", evaluations.evaluations, name="evaluations"),
    path("evaluations/<slug:evaluation>", evaluations.evaluation, name="evaluation"),
]

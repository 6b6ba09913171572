"""Addresses of the board pages."""

from __future__ import annotations

from django.urls import path

from web.board import views

app_name = "board"
urlpatterns = [
    path("partners", views.partners, name="partners"),
    path("pack", views.pack, name="pack"),
    path("pack/<slug:stem>", views.pack_file, name="pack_table"),
    path("totals", views.totals, name="totals"),
    path("inconsistencies", views.inconsistencies, name="inconsistencies"),
    path("figures", views.figures, name="figures"),
    path("figures/<path:figure>", views.figure, name="figure"),
]

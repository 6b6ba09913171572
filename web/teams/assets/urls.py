"""Addresses of the directory, of connections, of levels and of parity."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.teams.assets.views import directory, lists, people

urlpatterns: list[URLPattern] = [
    path("directory", directory.directory, name="asset_directory"),
    path("directory/connections", lists.connections, name="asset_connections"),
    path("directory/not-there", lists.wantings, name="asset_wantings"),
    path("directory/<uuid:key>", directory.service, name="asset_service"),
    path("directory/<uuid:key>/history", directory.history, name="asset_history"),
    path("people/<int:pseudonym>/services", people.services, name="asset_person"),
    path("people/<int:pseudonym>/services/not-found", people.wanting, name="asset_wanting"),
    path("people/<int:pseudonym>/services/offer/<uuid:key>", people.offer, name="asset_offer"),
    path("people/<int:pseudonym>/services/<int:key>", people.connection, name="asset_connection"),
]

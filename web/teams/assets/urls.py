"""Addresses of the directory, of connections, of levels and of parity."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.teams.assets.views import directory

urlpatterns: list[URLPattern] = [
    path("directory", directory.directory, name="asset_directory"),
    path("directory/<uuid:key>", directory.service, name="asset_service"),
    path("directory/<uuid:key>/history", directory.history, name="asset_history"),
]

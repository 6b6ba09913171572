"""Addresses of the directory, of connections, of levels and of parity."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.teams.assets.views import areas, directory, keeping, levels, lists, people, sharing

urlpatterns: list[URLPattern] = [
    path("directory", directory.directory, name="asset_directory"),
    path("directory/connections", lists.connections, name="asset_connections"),
    path("directory/not-there", lists.wantings, name="asset_wantings"),
    path("directory/areas", areas.all_areas, name="asset_areas"),
    path("directory/areas/<slug:here>", areas.asset_map, name="asset_map"),
    path("directory/areas/<slug:here>/prevention", areas.prevention, name="asset_prevention"),
    path("self-care", areas.self_care, name="asset_self_care"),
    path("self-care/<slug:key>", areas.sheet, name="asset_sheet"),
    path("directory/open-referral", sharing.give_out, name="asset_export"),
    path("directory/open-referral/import", sharing.take_in, name="asset_import"),
    path("directory/add", keeping.add, name="asset_add"),
    path("directory/<uuid:key>/change", keeping.change, name="asset_change"),
    path("directory/<uuid:key>/places", keeping.put_place, name="asset_add_place"),
    path("directory/<uuid:key>/places/<uuid:sitting>", keeping.put_place, name="asset_change_place"),
    path("directory/<uuid:key>/places/<uuid:sitting>/drop", keeping.drop_place, name="asset_drop_place"),
    path("directory/<uuid:key>/assure", keeping.assure, name="asset_assure"),
    path("directory/<uuid:key>/status", keeping.status, name="asset_status"),
    path("directory/<uuid:key>", directory.service, name="asset_service"),
    path("directory/<uuid:key>/history", directory.history, name="asset_history"),
    path("levels", levels.levels, name="asset_levels"),
    path("levels/mental-health", levels.mental_health, name="asset_mental_health"),
    path("parity", levels.parity, name="asset_parity"),
    path("people/<int:pseudonym>/services", people.services, name="asset_person"),
    path("people/<int:pseudonym>/services/not-found", people.wanting, name="asset_wanting"),
    path("people/<int:pseudonym>/services/take-home", people.take_home, name="asset_take_home"),
    path("people/<int:pseudonym>/services/offer/<uuid:key>", people.offer, name="asset_offer"),
    path("people/<int:pseudonym>/services/<int:key>", people.connection, name="asset_connection"),
]

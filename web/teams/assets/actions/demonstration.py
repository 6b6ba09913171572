"""A directory for a demonstration: every group in it is made up, and says so."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lco.place.pack import Place
from web.teams.assets.actions.directory import add_service
from web.teams.assets.demonstration import demonstration_entries, made_id
from web.teams.assets.models import DirectoryService
from web.teams.queries import today


@transaction.atomic
def seed_demo_directory(*, by: Any, place: Place) -> list[DirectoryService]:
    """Fill the directory of `place` with made-up groups where it has some for it; return them.

    Doing it again changes nothing.
    """
    there = set(DirectoryService.objects.filter(place=place.id).values_list("pk", flat=True))
    return [
        add_service(by=by, place=place.id, entry=entry, key=made_id("added", str(entry.id)))
        for entry in demonstration_entries(place.id, today=today())
        if entry.id not in there
    ]

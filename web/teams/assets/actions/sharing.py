"""A directory taken in from a file in the shape of Open Referral UK, and given out as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from lco.teams.directory.entries import Entry
from lco.teams.directory.files import file_of
from web.audit.actions import record_export, record_write
from web.audit.models import Purpose
from web.teams.assets.actions.directory import DirectoryRefused, add_service, change_service, set_status
from web.teams.assets.area import area
from web.teams.assets.entries import entry_of
from web.teams.assets.merging import differs, merged
from web.teams.assets.models import DirectoryService

_NOTE = "as a file of Open Referral UK says"


@dataclass(frozen=True)
class Imported:
    """What a file changes: names of services added, changed, the same as before; refused with the reason."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@transaction.atomic
def import_directory(*, by: Any, place: str, entries: Sequence[Entry], key: UUID) -> Imported:
    """Take `entries` into the directory of `place`; a service that stands there by its id is changed.

    The later of two checks counts. What the place does not know is refused service by service, all else is
    taken. The same `key` again changes nothing.
    """
    there = DirectoryService.objects.whole().in_bulk([entry.id for entry in entries])
    told: dict[str, list[str]] = {"added": [], "changed": [], "same": [], "refused": []}
    for entry in entries:
        service, once = there.get(entry.id), uuid5(key, str(entry.id))
        try:
            with transaction.atomic():
                what = _taken(by, place, service, entry, key=once)
        except DirectoryRefused as refusal:
            told["refused"].append(str(refusal))
        else:
            told[what].append(entry.name)
    counts = ", ".join(f"{len(names)} {what}" for what, names in told.items())
    record_write(by=by, kind="directory", id=place, detail=f"took in a file: {counts}")
    return Imported(**{what: tuple(names) for what, names in told.items()})


@transaction.atomic
def export_directory(*, by: Any, place: str) -> str:
    """Return the directory of `place` as one file: services not closed for good, no person in it."""
    services = DirectoryService.objects.filter(place=place).whole().kept()
    entries = [entry_of(service) for service in services]
    record_export(
        by=by,
        kind="directory",
        purpose=Purpose.SERVICE_PLANNING,
        detail=f"{len(entries)} services as Open Referral UK",
    )
    return file_of(entries, names={**area().names, **area().needs})


def _taken(by: Any, place: str, service: DirectoryService | None, entry: Entry, *, key: UUID) -> str:
    if service is None:
        add_service(by=by, place=place, entry=entry, key=key, note=_NOTE)
        return "added"
    if service.place != place:
        raise DirectoryRefused(f"'{entry.name}' stands in the directory of another place.")
    if not differs(service, entry):
        return "same"
    new = merged(service, entry)
    if new.status != service.status:
        set_status(by=by, service=service, status=new.status, note=_NOTE, key=uuid5(key, "status"))
    change_service(by=by, service=service, entry=new, key=key, note=_NOTE)
    return "changed"

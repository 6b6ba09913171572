"""Writes of the directory. Each leaves a version of the whole service: nothing that was said is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from lco.teams.directory.entries import Entry, Status
from lco.teams.directory.open_referral import write_service
from web.audit.actions import record_write
from web.teams.assets.area import area, level_choices, offer_choices
from web.teams.assets.entries import entry_of, fields_of, times_of, venue_fields
from web.teams.assets.models import DirectoryService, Provider, ServiceAct, ServiceVersion, Sitting, Venue
from web.teams.queries import today


class DirectoryRefused(ValueError):
    """What cannot be written to the directory; the message says why and what to do."""


class DirectoryChangedMeanwhile(DirectoryRefused):
    """Somebody changed the service since the form was opened."""


_ACT_OF = {
    Status.ACTIVE: ServiceAct.REOPENED,
    Status.PAUSED: ServiceAct.PAUSED,
    Status.CLOSED: ServiceAct.CLOSED,
}


@transaction.atomic
def add_service(*, by: Any, place: str, entry: Entry, key: UUID, note: str = "") -> DirectoryService:
    """Add a service to the directory of `place`; the same `key`, or the same id, again adds nothing.

    Raises:
        DirectoryRefused: when the entry names what the place does not know.
    """
    _refuse_unknown(entry)
    provider = _provider(entry)
    try:
        with transaction.atomic():
            service = DirectoryService.objects.create(
                id=entry.id, place=place, provider=provider, **fields_of(entry)
            )
    except IntegrityError:
        # Two sent the same at once: the first has made it.
        return DirectoryService.objects.get(pk=entry.id)
    _put_sittings(service, entry)
    _keep_version(by, service, ServiceAct.ADDED, entry, key=key, note=note)
    return service


@transaction.atomic
def change_service(
    *, by: Any, service: DirectoryService, entry: Entry, key: UUID, version: int | None = None, note: str = ""
) -> DirectoryService:
    """Make `service` what `entry` says; `version` is that of the service when the form was opened.

    A change is no check with those who run it: the day of the last check stays.

    Raises:
        DirectoryRefused: when the entry names what the place does not know.
        DirectoryChangedMeanwhile: when somebody changed the service since.
    """
    held = _held(service, version=version, key=key)
    if held is None:
        return DirectoryService.objects.get(pk=service.pk)
    _refuse_unknown(entry)
    kept = replace(entry, id=held.pk, status=Status(held.status), is_synthetic=held.is_synthetic)
    held.provider = _provider(kept)
    _set(held, kept)
    _put_sittings(held, kept)
    _keep_version(by, held, ServiceAct.CHANGED, kept, key=key, note=note)
    return held


@transaction.atomic
def assure_service(
    *, by: Any, service: DirectoryService, key: UUID, version: int | None = None, note: str = ""
) -> DirectoryService:
    """Say that `by` checked the whole of `service` today with those who run it.

    Raises:
        DirectoryRefused: when it is closed for good.
        DirectoryChangedMeanwhile: when somebody changed the service since the page was opened.
    """
    held = _held(service, version=version, key=key)
    if held is None:
        return DirectoryService.objects.get(pk=service.pk)
    if held.status == Status.CLOSED:
        raise DirectoryRefused("It is closed for good: open it again before you check it.")
    held.assured_on, held.assured_by, held.assurer = today(), by, ""
    entry = replace(entry_of(held), assured_on=held.assured_on, assurer="")
    _keep_version(by, held, ServiceAct.ASSURED, entry, key=key, note=note)
    return held


@transaction.atomic
def set_status(
    *,
    by: Any,
    service: DirectoryService,
    status: Status,
    note: str,
    key: UUID,
    version: int | None = None,
) -> DirectoryService:
    """Close `service` for now or for good, or open it again, with the reason in `note`.

    Raises:
        DirectoryRefused: when no reason is given or it stands so already.
        DirectoryChangedMeanwhile: when somebody changed the service since the page was opened.
    """
    held = _held(service, version=version, key=key)
    if held is None:
        return DirectoryService.objects.get(pk=service.pk)
    if held.status == status:
        raise DirectoryRefused("It stands so already: nothing was changed.")
    if not note.strip():
        raise DirectoryRefused("Say why, for those who look for it later.")
    held.status = status.value
    entry = replace(entry_of(held), status=status)
    _keep_version(by, held, _ACT_OF[status], entry, key=key, note=note.strip())
    return held


def _held(service: DirectoryService, *, version: int | None, key: UUID) -> DirectoryService | None:
    """Hold the service until this is done; None when the same form did it already."""
    # Held by itself first: a lock reaches no row through a join that may be empty.
    DirectoryService.objects.select_for_update().get(pk=service.pk)
    if ServiceVersion.objects.filter(key=key).exists():
        return None
    held = DirectoryService.objects.whole().get(pk=service.pk)
    if version is not None and held.version != version:
        raise DirectoryChangedMeanwhile(
            "Somebody changed this service while you wrote: read what is new, then send yours again."
        )
    return held


def _refuse_unknown(entry: Entry) -> None:
    known, names = area(), area().names
    told: list[tuple[str, set[str], set[str]]] = [
        ("need", {*entry.needs, *entry.eligibility.conditions}, set(known.needs)),
        ("neighbourhood", {*entry.eligibility.areas, *entry.neighbourhoods} - {""}, set(names)),
        ("level", {entry.level} - {""}, {code for code, _ in level_choices()}),
        ("mental health offer", {entry.offer} - {""}, {code for code, _ in offer_choices()}),
    ]
    for what, used, there in told:
        if lost := sorted(used - there):
            raise DirectoryRefused(
                f"'{entry.name}' names the {what} '{lost[0][:60]}', which the place does not know."
            )


def _provider(entry: Entry) -> Provider:
    it = entry.organisation
    fields = {"name": it.name, "description": it.description, "website": it.website, "email": it.email}
    return Provider.objects.update_or_create(id=it.id, defaults=fields)[0]


def _set(service: DirectoryService, entry: Entry) -> None:
    for name, value in fields_of(entry).items():
        setattr(service, name, value)


def _put_sittings(service: DirectoryService, entry: Entry) -> None:
    service.sittings.exclude(pk__in=[each.id for each in entry.sittings]).delete()
    for each in entry.sittings:
        venue, _ = Venue.objects.update_or_create(id=each.venue.id, defaults=venue_fields(each.venue))
        Sitting.objects.update_or_create(
            id=each.id,
            defaults={
                "service": service,
                "venue": venue,
                "times": times_of(each),
                "is_open_on_bank_holidays": each.is_open_on_bank_holidays,
            },
        )


def _keep_version(
    by: Any, service: DirectoryService, act: ServiceAct, entry: Entry, *, key: UUID, note: str
) -> None:
    if act != ServiceAct.ADDED:
        service.version += 1
    service.changed_at = timezone.now()
    service.save()
    ServiceVersion.objects.create(
        service=service,
        number=service.version,
        act=act,
        content=write_service(entry, names={**area().names, **area().needs}),
        note=note,
        by=by,
        key=key,
    )
    record_write(by=by, kind="service", id=service.pk, detail=f"{act.label}, version {service.version}")

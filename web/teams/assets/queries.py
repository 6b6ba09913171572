"""All reads of the directory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from lco.teams.directory import entries as lco
from lco.teams.directory.assurance import is_assured, months_since
from lco.teams.directory.entries import Entry, Organisation, Sitting
from lco.teams.directory.matching import Asked, Match, is_open_now, match, matches
from lco.teams.directory.opening import Opening, next_open, open_at
from web.teams.assets.area import area
from web.teams.assets.changes import Change, changes_in
from web.teams.assets.entries import entry_of, organisation_of, venue_of
from web.teams.assets.models import DirectoryService, Provider, ServiceVersion, Venue
from web.teams.cases import standards
from web.ui import place


@dataclass(frozen=True)
class Found:
    """A service of the directory beside what was asked."""

    service: DirectoryService
    match: Match
    months_unassured: int | None

    @property
    def entry(self) -> Entry:
        """The entry of the service."""
        return self.match.entry

    @property
    def is_assured(self) -> bool:
        """Say whether it was checked lately."""
        return self.months_unassured == 0


def now() -> datetime:
    """Return the time it is in the place."""
    return timezone.localtime()


def services(*, with_closed: bool = False) -> Sequence[DirectoryService]:
    """Return the services of the place with provider, venues and times, by name: three queries."""
    found = DirectoryService.objects.filter(place=place.identifier()).whole()
    return list(found if with_closed else found.kept())


def service_of(key: UUID) -> DirectoryService | None:
    """Return one service of the place, closed or not; None when there is none."""
    return DirectoryService.objects.filter(place=place.identifier(), pk=key).whole().first()


def versions_of(service: DirectoryService) -> Sequence[ServiceVersion]:
    """Return every version of a service, newest first."""
    return list(service.versions.select_related("by").order_by("-number"))


def found(asked: Asked, *, with_closed: bool = False) -> list[Found]:
    """Return every service of the place beside what is asked: those that fit first, then nearest, by name."""
    rows = {service.pk: service for service in services(with_closed=with_closed)}
    answers = matches([entry_of(each) for each in rows.values()], asked, area(), now=now())
    return [Found(rows[each.entry.id], each, months_unassured(each.entry)) for each in answers]


def matched(entry: Entry, asked: Asked) -> Match:
    """Return one entry beside what is asked."""
    return match(entry, asked, area(), now=now())


def months_unassured(entry: Entry) -> int | None:
    """Return for how many months nobody checked an entry: 0 when lately, None when never."""
    if entry.assured_on is None:
        return None
    on = now().date()
    return 0 if is_assured(entry, on=on, known=standards.current()) else months_since(entry.assured_on, on=on)


def assurance_in_words(months: int | None) -> str:
    """Say when an entry was last checked, where that is long ago or never."""
    if months is None:
        return "Never checked with those who run it"
    return f"Not checked for {months} months" if months else "Checked lately"


def narrowed(rows: Sequence[Found], chosen: dict[str, Any]) -> list[Found]:
    """Keep the services that hold the words, are open now or want checking, as `chosen` asks."""
    words, at = chosen.get("text", "").casefold().split(), now()
    kept = [each for each in rows if all(word in _searched(each.entry) for word in words)]
    if not chosen.get("others"):
        kept = [each for each in kept if each.match.fits]
    if chosen.get("is_open"):
        kept = [each for each in kept if is_open_now(each.entry, at, bank_holidays=area().bank_holidays)]
    if chosen.get("is_unassured"):
        kept = [each for each in kept if not each.is_assured]
    if chosen.get("level"):
        kept = [each for each in kept if each.entry.level == chosen["level"]]
    return kept


def _searched(entry: Entry) -> str:
    parts = [
        entry.name,
        entry.organisation.name,
        entry.description,
        *(each.venue.name for each in entry.sittings),
    ]
    return " ".join([*parts, *(area().needs.get(code, "") for code in entry.needs)]).casefold()


def openings(entry: Entry) -> list[tuple[Sitting, Opening | None, Opening | None]]:
    """Return each sitting with the opening that holds now and the one that comes next (or holds)."""
    at, holidays, days = now(), area().bank_holidays, area().look_ahead
    return [
        (
            each,
            open_at(each, at, bank_holidays=holidays),
            next_open(each, at, bank_holidays=holidays, days=days),
        )
        for each in entry.sittings
    ]


def changes_of(service: DirectoryService) -> list[Change]:
    """Return what changed with each version of a service, newest first."""
    return changes_in(versions_of(service))


def entries_of(keys: Sequence[UUID]) -> list[Entry]:
    """Return the entries of some services, by name."""
    return [entry_of(each) for each in DirectoryService.objects.filter(pk__in=keys).whole()]


def provider_choices() -> list[tuple[UUID, str]]:
    """Return key and name of every organisation, by name."""
    return list(Provider.objects.values_list("pk", "name"))


def provider(key: str) -> Organisation | None:
    """Return the organisation of a form."""
    row = Provider.objects.filter(pk=key).first()
    return organisation_of(row) if row else None


def venue_choices() -> list[tuple[UUID, str]]:
    """Return key and words of every venue, by name."""
    rows = Venue.objects.values_list("pk", "name", "address")
    return [(key, f"{name}, {address}" if address else name) for key, name, address in rows]


def venue(key: str) -> lco.Venue | None:
    """Return the venue of a form."""
    row = Venue.objects.filter(pk=key).first()
    return venue_of(row) if row else None


def services_by_key(keys: Sequence[UUID]) -> dict[UUID, DirectoryService]:
    """Return the services with these keys."""
    return DirectoryService.objects.whole().in_bulk(list(keys))

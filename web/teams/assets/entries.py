"""Between the rows of the directory and the entries that are computed with."""

from __future__ import annotations

from functools import lru_cache

from lco.teams.directory import entries as lco
from lco.teams.directory.entries import Entry
from lco.teams.directory.hours_text import Times, parse_times, write_times
from web.teams.assets.models import DirectoryService, Provider, Sitting, Venue

_SAME = (
    "name",
    "description",
    "cost",
    "contact",
    "phone",
    "email",
    "website",
    "level",
    "offer",
    "assured_on",
    "assurer",
    "is_synthetic",
)
_VENUE = ("name", "address", "postcode", "neighbourhood", "latitude", "longitude", "access")


def entry_of(service: DirectoryService) -> Entry:
    """Return the entry of a service whose provider, sittings and venues were brought along."""
    return Entry(
        id=service.pk,
        organisation=organisation_of(service.provider),
        needs=tuple(service.needs),
        eligibility=lco.Eligibility(
            age_from=service.age_from,
            age_to=service.age_to,
            sex=lco.Wanted(service.sex),
            areas=tuple(service.areas),
            conditions=tuple(service.conditions),
            referral=lco.Referral(service.referral),
            text=service.eligibility_text,
        ),
        languages=tuple(service.languages),
        sittings=tuple(_sitting(each) for each in service.sittings.all()),
        status=lco.Status(service.status),
        **{name: getattr(service, name) for name in _SAME},
    )


def organisation_of(provider: Provider) -> lco.Organisation:
    """Return the organisation of a row."""
    return lco.Organisation(
        id=provider.pk,
        name=provider.name,
        description=provider.description,
        website=provider.website,
        email=provider.email,
    )


def venue_of(venue: Venue) -> lco.Venue:
    """Return the location of a row."""
    return lco.Venue(id=venue.pk, **{name: getattr(venue, name) for name in _VENUE})


def fields_of(entry: Entry) -> dict[str, object]:
    """Return the columns of a service for `entry`, without its provider and sittings."""
    rule = entry.eligibility
    return {
        **{name: getattr(entry, name) for name in _SAME},
        "needs": list(entry.needs),
        "languages": list(entry.languages),
        "status": entry.status.value,
        "age_from": rule.age_from,
        "age_to": rule.age_to,
        "sex": rule.sex.value,
        "areas": list(rule.areas),
        "conditions": list(rule.conditions),
        "referral": rule.referral.value,
        "eligibility_text": rule.text,
    }


def venue_fields(venue: lco.Venue) -> dict[str, object]:
    """Return the columns of a location."""
    return {name: getattr(venue, name) for name in _VENUE}


def times_of(sitting: lco.Sitting) -> str:
    """Return the opening times of a sitting as they are stored."""
    return write_times(Times(sitting.hours, sitting.variations))


def _sitting(row: Sitting) -> lco.Sitting:
    times = _times(row.times)
    return lco.Sitting(
        id=row.pk,
        venue=venue_of(row.venue),
        hours=times.hours,
        variations=times.variations,
        is_open_on_bank_holidays=row.is_open_on_bank_holidays,
    )


# The same few lines stand on many services, and every list reads them all.
_times = lru_cache(maxsize=4096)(parse_times)

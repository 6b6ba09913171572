"""Reads a directory in the shape of Open Referral UK. The file comes from outside: nothing in it is trusted.

A service that cannot be read is left out and named; what of a readable one is not understood is remarked on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from lco.teams.directory import open_referral as terms
from lco.teams.directory.entries import (
    Eligibility,
    Entry,
    EntryRefused,
    Organisation,
    Referral,
    Sitting,
    Status,
    Venue,
    Wanted,
)
from lco.teams.directory.schedules import read_schedules

MOST_SERVICES = 20_000
_LONGEST = 4_000


@dataclass(frozen=True)
class Reading:
    """What a file held: entries, services left out and why, and remarks on what was not understood."""

    entries: tuple[Entry, ...]
    refused: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read_directory(content: Any) -> Reading:
    """Return the services of a page (``contents``), of a list, or of a single service.

    Raises:
        EntryRefused: when the content is none of these or holds more than `MOST_SERVICES`.
    """
    services = content.get("contents", [content]) if isinstance(content, dict) else content
    if not isinstance(services, list):
        raise EntryRefused("The file holds no services: it needs a list, or a page with 'contents'.")
    if len(services) > MOST_SERVICES:
        raise EntryRefused(f"The file holds more than {MOST_SERVICES:,} services: give it in parts.")
    entries: dict[UUID, Entry] = {}
    refused: list[str] = []
    remarks: list[str] = []
    for number, service in enumerate(services, start=1):
        try:
            entry = _entry(service, remarks)
        except EntryRefused as problem:
            refused.append(f"Service {number}: {problem}")
            continue
        if entry.id in entries:
            refused.append(f"Service {number}: {entry.name} is doubled: its id stands above already.")
        entries.setdefault(entry.id, entry)
    return Reading(tuple(entries.values()), tuple(refused), tuple(remarks))


def read_service(content: Any) -> Entry:
    """Return one service.

    Raises:
        EntryRefused: when it cannot be read.
    """
    return _entry(content, [])


def _entry(it: Any, remarks: list[str]) -> Entry:
    if not isinstance(it, dict):
        raise EntryRefused("it is not an object.")
    name, held = _text(it, "name"), _terms(it)
    if not name or not it.get("id"):
        raise EntryRefused("it has no name or no id.")
    contact = _first(it, "contacts")
    phones = _list(contact, "phones") or _list(it, "phones")
    return Entry(
        id=_id(it["id"]),
        name=name[:200],
        organisation=_organisation(it),
        description=_text(it, "description"),
        needs=held.get(terms.NEED, ()),
        eligibility=_eligibility(it, held),
        cost=(_text(it, "fees_description") or _text(it, "fees"))[:200],
        contact=(_text(contact, "title") or _text(contact, "name"))[:200],
        phone=_text(phones[0], "number")[:40] if phones else "",
        email=_text(it, "email")[:254],
        website=_address(it, "url", name, remarks),
        languages=tuple(word for each in _list(it, "languages") if (word := _text(each, "name"))),
        level=_only(held, terms.LEVEL),
        offer=_only(held, terms.OFFER),
        sittings=_sittings(it, name, remarks),
        status=_status(it),
        assured_on=_day(it, "assured_date"),
        assurer=_text(it, "assurer_email")[:254],
        is_synthetic=terms.SYNTHETIC in held.get(terms.OTHER, ()),
    )


def _organisation(it: dict[str, Any]) -> Organisation:
    found = it.get("organization")
    if not isinstance(found, dict) or not _text(found, "name") or not found.get("id"):
        raise EntryRefused(f"'{_text(it, 'name')[:60]}' has no organisation with a name and an id.")
    return Organisation(
        id=_id(found["id"]),
        name=_text(found, "name")[:200],
        description=_text(found, "description"),
        website=_address(found, "website", "", []),
        email=_text(found, "email")[:254],
    )


def _eligibility(it: dict[str, Any], held: Mapping[str, tuple[str, ...]]) -> Eligibility:
    sex, referral = _only(held, terms.SEX), _only(held, terms.REFERRAL)
    return Eligibility(
        age_from=_age(it, "minimum_age"),
        age_to=_age(it, "maximum_age"),
        sex=Wanted(sex) if sex in {each.value for each in Wanted} else Wanted.ANY,
        areas=held.get(terms.AREA, ()),
        conditions=held.get(terms.CONDITION, ()),
        referral=Referral(referral) if referral in {each.value for each in Referral} else Referral.NONE,
        text=_text(it, "eligibility_description"),
    )


def _sittings(it: dict[str, Any], name: str, remarks: list[str]) -> tuple[Sitting, ...]:
    found = []
    for each in _list(it, "service_at_locations"):
        location = each.get("location")
        if not isinstance(location, dict) or not location.get("id"):
            remarks.append(f"{name}: a location without an id is left out.")
            continue
        times, left = read_schedules(_list(each, "schedules") or _list(it, "schedules"))
        remarks += [f"{name}: {words}" for words in left]
        found.append(
            Sitting(
                id=_id(each.get("id") or f"{it['id']}/{location['id']}"),
                venue=_venue(location),
                hours=times.hours,
                variations=times.variations,
                is_open_on_bank_holidays=terms.BANK_HOLIDAYS in _terms(each).get(terms.OTHER, ()),
            )
        )
    return tuple(found)


def _venue(it: dict[str, Any]) -> Venue:
    address, access = _first(it, "addresses"), _first(it, "accessibility")
    latitude, longitude = _degrees(it, "latitude", 90), _degrees(it, "longitude", 180)
    is_placed = latitude is not None and longitude is not None
    return Venue(
        id=_id(it["id"]),
        name=(_text(it, "name") or "Place without a name")[:200],
        address=_text(address, "address_1")[:300],
        postcode=_text(address, "postal_code")[:10],
        neighbourhood=_only(_terms(it), terms.AREA),
        latitude=latitude if is_placed else None,
        longitude=longitude if is_placed else None,
        access=_text(access, "description") or _text(access, "accessibility"),
    )


def _terms(it: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in _list(it, "attributes"):
        term = each.get("taxonomy_term")
        if isinstance(term, dict) and (code := _text(term, "code")[:80]):
            taxonomy = _text(term, "taxonomy")
            found[taxonomy] = (*found.get(taxonomy, ()), code)
    return found


def _only(held: Mapping[str, tuple[str, ...]], taxonomy: str) -> str:
    return held.get(taxonomy, ("",))[0]


def _status(it: dict[str, Any]) -> Status:
    word = _text(it, "status") or Status.ACTIVE.value
    known = {each.value for each in Status}
    return Status(word) if word in known else Status.PAUSED


def _list(it: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = it.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _first(it: dict[str, Any], name: str) -> dict[str, Any]:
    return next(iter(_list(it, name)), {})


def _text(it: dict[str, Any], name: str) -> str:
    value = it.get(name)
    return value.replace("\x00", "").strip()[:_LONGEST] if isinstance(value, str) else ""


def _address(it: dict[str, Any], name: str, of: str, remarks: list[str]) -> str:
    """Return a web address; what is none is left out, for it would be linked to."""
    value = _text(it, name)
    if value and not value.startswith(("https://", "http://")):
        remarks.append(f"{of}: its web address is left out, for it does not begin with https://.")
        return ""
    return value[:200]


def _age(it: dict[str, Any], name: str) -> int | None:
    value = it.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 150:
        return int(value)
    return None


def _degrees(it: dict[str, Any], name: str, most: float) -> float | None:
    value = it.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most:
        return float(value)
    return None


def _day(it: dict[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(_text(it, name)[:10])
    except ValueError:
        return None


def _id(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        # Others number their services as they like: the same word gives the same id here every time.
        return uuid5(NAMESPACE_URL, str(value)[:400])

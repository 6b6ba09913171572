"""Writes a directory in the shape of Open Referral UK (HSDS-UK 3.0), for others to read: no person in it.

What the standard has no field for travels as attributes of our own taxonomies, named in `TAXONOMIES`, which
the standard allows. Opening times stand on the service at location, as in HSDS 3.0. Ids of parts are made
of the id of what they belong to, so that the same directory gives the same file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from lco.teams.directory.entries import Entry, Hours, Referral, Sitting, Variation, Wanted

Json: TypeAlias = dict[str, Any]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NEED, CONDITION, AREA = "lco-need", "lco-condition", "lco-neighbourhood"
SEX, REFERRAL, LEVEL, OFFER, OTHER = "lco-sex", "lco-referral", "lco-level", "lco-offer", "lco-other"
TAXONOMIES: Mapping[str, str] = MappingProxyType(
    {
        NEED: "what it helps with",
        CONDITION: "conditions of which a person has to have one",
        AREA: "neighbourhoods it is for, and of a location: the one it lies in",
        SEX: "the sex it is for",
        REFERRAL: "how one comes to it",
        LEVEL: "the level at which it is given",
        OFFER: "the mental health offer it belongs to",
        OTHER: "synthetic, open_on_bank_holidays",
    }
)
SYNTHETIC, BANK_HOLIDAYS = "synthetic", "open_on_bank_holidays"


def write_directory(entries: Iterable[Entry], *, names: Mapping[str, str] = MappingProxyType({})) -> Json:
    """Return the whole directory as one page of services. `names` gives words to codes of the place."""
    contents = [write_service(entry, names=names) for entry in entries]
    return {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }


def write_service(entry: Entry, *, names: Mapping[str, str] = MappingProxyType({})) -> Json:
    """Return one service in full, with its organisation, locations, schedules and attributes."""
    rule = entry.eligibility
    found: Json = {
        "id": str(entry.id),
        "name": entry.name,
        "description": entry.description,
        "url": entry.website,
        "email": entry.email,
        "status": entry.status.value,
        "fees_description": entry.cost,
        "eligibility_description": rule.text,
        "minimum_age": rule.age_from,
        "maximum_age": rule.age_to,
        "assured_date": entry.assured_on.isoformat() if entry.assured_on else None,
        "assurer_email": entry.assurer,
        "organization": _organisation(entry),
        "service_areas": [
            {"id": _id(entry.id, "area", area), "name": names.get(area, area)} for area in rule.areas
        ],
        "service_at_locations": [_at_location(each, names) for each in entry.sittings],
        "languages": [{"id": _id(entry.id, "language", word), "name": word} for word in entry.languages],
        "contacts": _contacts(entry),
        "attributes": [_attribute(entry.id, *term, names=names) for term in _terms(entry)],
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _organisation(entry: Entry) -> Json:
    it = entry.organisation
    found = {"id": str(it.id), "name": it.name, "description": it.description}
    found |= {"website": it.website, "email": it.email}
    return {name: value for name, value in found.items() if value}


def _contacts(entry: Entry) -> list[Json]:
    if not (entry.contact or entry.phone):
        return []
    found: Json = {"id": _id(entry.id, "contact")}
    if entry.contact:
        found["title"] = entry.contact
    if entry.phone:
        found["phones"] = [{"id": _id(entry.id, "phone"), "number": entry.phone}]
    return [found]


def _terms(entry: Entry) -> list[tuple[str, str]]:
    rule = entry.eligibility
    found = [(NEED, each) for each in entry.needs]
    found += [(CONDITION, each) for each in rule.conditions]
    found += [(AREA, each) for each in rule.areas]
    if rule.sex is not Wanted.ANY:
        found.append((SEX, rule.sex.value))
    if rule.referral is not Referral.NONE:
        found.append((REFERRAL, rule.referral.value))
    found += [(name, code) for name, code in ((LEVEL, entry.level), (OFFER, entry.offer)) if code]
    return [*found, (OTHER, SYNTHETIC)] if entry.is_synthetic else found


def _attribute(of: UUID, taxonomy: str, code: str, *, names: Mapping[str, str]) -> Json:
    term = {"id": _id(of, "term", taxonomy, code), "name": names.get(code, code.replace("_", " "))}
    return {
        "id": _id(of, "attribute", taxonomy, code),
        "taxonomy_term": {**term, "code": code, "taxonomy": taxonomy},
    }


def _at_location(sitting: Sitting, names: Mapping[str, str]) -> Json:
    venue = sitting.venue
    place: Json = {"id": str(venue.id), "location_type": "physical", "name": venue.name}
    if venue.latitude is not None and venue.longitude is not None:
        place |= {"latitude": venue.latitude, "longitude": venue.longitude}
    if venue.address or venue.postcode:
        address = {"id": _id(venue.id, "address"), "address_1": venue.address}
        address |= {"postal_code": venue.postcode, "country": "GB", "address_type": "physical"}
        place["addresses"] = [address]
    if venue.access:
        place["accessibility"] = [{"id": _id(venue.id, "access"), "description": venue.access}]
    if venue.neighbourhood:
        place["attributes"] = [_attribute(venue.id, AREA, venue.neighbourhood, names=names)]
    found: Json = {"id": str(sitting.id), "location": place, "schedules": _schedules(sitting)}
    if sitting.is_open_on_bank_holidays:
        found["attributes"] = [_attribute(sitting.id, OTHER, BANK_HOLIDAYS, names=names)]
    return found


def _schedules(sitting: Sitting) -> list[Json]:
    weekly = [_weekly(each) for each in sitting.hours]
    varied = [_varied(each) for each in sitting.variations]
    return [
        {"id": _id(sitting.id, "schedule", str(number)), **each}
        for number, each in enumerate([*weekly, *varied], start=1)
    ]


def _weekly(hours: Hours) -> Json:
    day = DAYS[hours.weekday]
    found: Json = {
        "freq": "MONTHLY" if hours.of_month else "WEEKLY",
        "interval": hours.every,
        "byday": ",".join(f"{each}{day}" for each in hours.of_month) or day,
        "opens_at": _time(hours.opens),
        "closes_at": _time(hours.closes),
        "timezone": "Europe/London",
    }
    if hours.starts_on:
        found |= {"dtstart": hours.starts_on.isoformat(), "valid_from": hours.starts_on.isoformat()}
    if hours.ends_before:
        found["valid_to"] = _last(hours.ends_before).isoformat()
    return found


def _varied(each: Variation) -> Json:
    day = each.on.isoformat()
    found: Json = {"dtstart": day, "valid_from": day, "valid_to": day, "description": each.why or "Closed"}
    if each.opens and each.closes:
        found |= {"opens_at": _time(each.opens), "closes_at": _time(each.closes), "description": each.why}
    return {**found, "notes": each.why}


def _time(value: time) -> str:
    return f"{value:%H:%M}"


def _last(ends_before: date) -> date:
    return ends_before - timedelta(days=1)


def _id(of: UUID, *parts: str) -> str:
    return str(uuid5(of, "/".join(parts)))

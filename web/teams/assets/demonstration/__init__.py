"""Made-up groups and services for a demonstration. No such group exists; numbers are those kept for drama."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from lco.teams.directory.entries import Eligibility, Entry, Organisation, Referral, Sitting, Venue, Wanted
from lco.teams.directory.hours_text import parse_times

_NAMESPACE = UUID("7d2f1b4e-5f7c-4a53-9d0a-6a1c0f6e2b11")
_DAYS_A_MONTH = 30


def demonstration_entries(place: str, *, today: date) -> Iterator[Entry]:
    """Yield the made-up directory of `place`, as if checked so many months before `today`; none is empty."""
    file = Path(__file__).with_name(f"{place}.csv")
    if not file.is_file():
        return
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield _entry(row, today)


def made_id(*parts: str) -> UUID:
    """Return the same made-up id for the same words, every time."""
    return uuid5(_NAMESPACE, "/".join(parts))


def _entry(row: dict[str, str], today: date) -> Entry:
    where = row["neighbourhood"]
    return Entry(
        id=made_id("service", where, row["organisation"], row["name"]),
        name=row["name"],
        organisation=_organisation(row["organisation"]),
        description=row["description"],
        needs=_codes(row["needs"]),
        eligibility=_eligibility(row),
        cost=row["cost"],
        contact="The coordinator",
        phone=row["phone"],
        languages=_codes(row["languages"]),
        level=row["level"],
        offer=row["offer"],
        sittings=(_sitting(row),),
        assured_on=today - timedelta(days=_DAYS_A_MONTH * int(row["checked_months_ago"])),
        is_synthetic=True,
    )


def _organisation(name: str) -> Organisation:
    return Organisation(
        id=made_id("organisation", name), name=name, description="Made up for a demonstration."
    )


def _eligibility(row: dict[str, str]) -> Eligibility:
    return Eligibility(
        age_from=int(row["age_from"]) if row["age_from"] else None,
        age_to=int(row["age_to"]) if row["age_to"] else None,
        sex=Wanted(row["sex"] or "any"),
        areas=_codes(row["areas"]),
        conditions=_codes(row["conditions"]),
        referral=Referral(row["referral"]),
        text=row["eligibility"],
    )


def _sitting(row: dict[str, str]) -> Sitting:
    venue = Venue(
        id=made_id("venue", row["neighbourhood"], row["venue"]),
        name=row["venue"],
        address=row["address"],
        postcode=row["postcode"],
        neighbourhood=row["neighbourhood"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        access=row["access"],
    )
    times = parse_times(row["times"].replace(";", "\n"))
    return Sitting(
        id=made_id("sitting", row["neighbourhood"], row["organisation"], row["name"]),
        venue=venue,
        hours=times.hours,
        variations=times.variations,
        is_open_on_bank_holidays=bool(row["bank_holidays"]),
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for code in text.split(";") if code)

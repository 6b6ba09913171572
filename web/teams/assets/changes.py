"""What changed from one version of a service to the next, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lco.teams.directory.entries import Entry
from lco.teams.directory.hours_text import Times, write_times
from lco.teams.directory.open_referral_reading import read_service
from web.teams.assets import words
from web.teams.assets.models import ServiceVersion
from web.ui import formats
from web.ui.words import phrase


@dataclass(frozen=True)
class Change:
    """One version: who did what, and the fields that differ from the version before."""

    version: ServiceVersion
    differences: tuple[tuple[str, str, str], ...]


def changes_in(versions: Sequence[ServiceVersion]) -> list[Change]:
    """Return the changes of a service, newest first; `versions` are newest first."""
    shown = [_shown(read_service(each.content)) for each in versions]
    found = []
    for at, version in enumerate(versions):
        before = shown[at + 1] if at + 1 < len(shown) else {}
        names = [name for name in shown[at] if before and shown[at][name] != before[name]]
        differences = tuple((name, before[name], shown[at][name]) for name in names)
        found.append(Change(version, differences))
    return found


def _shown(entry: Entry) -> dict[str, str]:
    return {
        "Name": entry.name,
        "Organisation": entry.organisation.name,
        "What it is": entry.description,
        "Helps with": words.helps_with(entry),
        "Who it is for": "; ".join(words.who_for(entry)),
        "How to come": words.REFERRAL[entry.eligibility.referral],
        "Cost": entry.cost or "Free",
        "Contact": "; ".join(
            part for part in (entry.contact, entry.phone, entry.email, entry.website) if part
        ),
        "Languages": phrase(entry.languages),
        "Level": entry.level,
        "Mental health offer": entry.offer,
        "Where and when": _sittings(entry),
        "Status": words.STATUS[entry.status],
        "Checked on": formats.day(entry.assured_on),
    }


def _sittings(entry: Entry) -> str:
    return "\n".join(
        f"{each.venue.name}, {each.venue.address}: {write_times(Times(each.hours, each.variations))}"
        for each in entry.sittings
    )

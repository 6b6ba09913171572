"""When a look is shown to the privacy officer: own record, colleague, same surname or address, as data."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("alerts.toml")


@dataclass(frozen=True)
class Named:
    """Somebody, as far as two can be compared. What is not known is empty.

    `colleagues` are the names of those who belong to a team of theirs today.
    """

    name: str
    surname: str
    address: str = ""
    postcode: str = ""
    nhs_number: str = ""
    colleagues: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AlertRule:
    """One rule: the fields of both sides that have to be alike, pair by pair; of several names, one of them.

    Several rules may have one `id`: any of them puts the look into the queue under it.
    """

    id: str
    title: str
    staff: tuple[str, ...]
    person: tuple[str, ...]
    is_on: bool
    note: str

    def fits(self, staff: Named, person: Named) -> bool:
        """Say whether every pair is known and alike, whatever the capitals, accents and spaces."""
        pairs = [
            (_plainly(getattr(staff, ours)), plain(getattr(person, theirs)))
            for ours, theirs in zip(self.staff, self.person, strict=True)
        ]
        return self.is_on and all(theirs and theirs in ours for ours, theirs in pairs)


@cache
def rules() -> tuple[AlertRule, ...]:
    """Return the rules, the gravest first."""
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))["rule"]
    return tuple(
        AlertRule(**{**each, "staff": tuple(each["staff"]), "person": tuple(each["person"])}) for each in said
    )


def alert_of(staff: Named, person: Named) -> AlertRule | None:
    """Return the gravest rule that a look of `staff` at `person` meets, or None."""
    return next((rule for rule in rules() if rule.fits(staff, person)), None)


def surname_of(name: str) -> str:
    """Return the last word of a name as staff write it, ``Adeyemi`` of ``Dr Grace Adeyemi``."""
    words = name.split()
    return words[-1] if len(words) > 1 else ""


def _plainly(known: str | frozenset[str]) -> frozenset[str]:
    return frozenset(map(plain, {known} if isinstance(known, str) else known))


def plain(text: str) -> str:
    """Return letters and digits alone, without accents and capitals."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in apart if each.isalnum())

"""How long which record is kept, as data, and on what day a record is due to be looked at."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lco.periods import months_after
from lco.teams.standard import Mark, Standard, Standards, Topic, Unit

_FILE = Path(__file__).with_name("retention.toml")
# Eighteen by law: Family Law Reform Act 1969, section 1. No place sets another.
ADULT_AT = 18


@dataclass(frozen=True)
class RetentionRule:
    """One rule: what it is about, how many years from what, and the source that has to be checked.

    `until_age` in place of years: kept until that birthday.
    """

    id: str
    title: str
    holds: str
    years: int
    starts: str
    source: str
    until_age: int | None = None

    @property
    def length(self) -> str:
        """Return how long in words."""
        since = {
            "last_entry": "after the last entry",
            "death": "after the death",
            "made": "after it was made",
            "closed": "after it was closed",
        }
        if self.until_age is not None:
            return f"until the birthday at {self.until_age}"
        return f"{Unit.YEARS.counted(self.years)} {since[self.starts]}"

    @property
    def standard(self) -> Standard:
        """The rule's number as a standard, which a place may set itself."""
        if self.until_age is not None:
            value, unit, name, least = self.until_age, Unit.AGE, f"age_{self.id}", ADULT_AT
        else:
            value, unit, name, least = self.years, Unit.YEARS, f"years_{self.id}", 1
        title = f"{self.title}: kept until the age of" if self.until_age else f"{self.title}: kept"
        return Standard(
            name,
            title,
            value,
            unit,
            Topic.RETENTION,
            self.source.removeprefix("[M] "),
            Mark.MEMORY,
            least=least,
        )


@dataclass(frozen=True)
class KeptRecord:
    """The care record of one person, as far as the rules ask: days, None when it has not happened."""

    born_on: date
    last_entry_on: date
    died_on: date | None = None


@cache
def _printed() -> tuple[RetentionRule, ...]:
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))["rule"]
    return tuple(RetentionRule(**each) for each in said)


def standards() -> tuple[Standard, ...]:
    """Return the number of each rule as a standard."""
    return tuple(rule.standard for rule in _printed())


def rules(known: Standards) -> Mapping[str, RetentionRule]:
    """Return the rules by their id, with the years of the place and the paper that sets them."""
    return MappingProxyType({rule.id: _in_place(rule, known) for rule in _printed()})


def _in_place(rule: RetentionRule, known: Standards) -> RetentionRule:
    own = known.own.get(rule.standard.id)
    if own is None:
        return rule
    if rule.until_age is not None:
        return replace(rule, until_age=own.value, source=own.source)
    return replace(rule, years=own.value, source=own.source)


def kept_until(rule: RetentionRule, day: date) -> date:
    """Return the day from which what began on `day` is due under `rule`; of a child's, `day` is the birth."""
    years = rule.years if rule.until_age is None else rule.until_age
    return months_after(day, 12 * years)


def due_of_care_record(record: KeptRecord, *, known: Standards) -> tuple[RetentionRule, date]:
    """Return the rule of a care record and the day from which it is due.

    Who died is kept by that rule; a record whose last entry was of a child until the birthday of the rule,
    and never less long than an adult's.
    """
    kept = rules(known)
    if record.died_on is not None:
        rule = kept["after_death"]
        return rule, kept_until(rule, record.died_on)
    adult = kept["adult_care"]
    as_adult = kept_until(adult, record.last_entry_on)
    if record.last_entry_on < months_after(record.born_on, 12 * ADULT_AT):
        child = kept["child_care"]
        return child, max(kept_until(child, record.born_on), as_adult)
    return adult, as_adult

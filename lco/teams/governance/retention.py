"""How long which record is kept, as data, and on what day a record is due to be looked at."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lco.periods import months_after

_FILE = Path(__file__).with_name("retention.toml")
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
            return f"until the {self.until_age}th birthday"
        return f"{self.years} years {since[self.starts]}"


@dataclass(frozen=True)
class KeptRecord:
    """The care record of one person, as far as the rules ask: days, None when it has not happened."""

    born_on: date
    last_entry_on: date
    died_on: date | None = None


@cache
def rules() -> Mapping[str, RetentionRule]:
    """Return the rules by their id."""
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))["rule"]
    return MappingProxyType({each["id"]: RetentionRule(**each) for each in said})


def kept_until(rule: RetentionRule, day: date) -> date:
    """Return the day from which what began on `day` is due under `rule`; of a child's, `day` is the birth."""
    years = rule.years if rule.until_age is None else rule.until_age
    return months_after(day, 12 * years)


def due_of_care_record(record: KeptRecord) -> tuple[RetentionRule, date]:
    """Return the rule of a care record and the day from which it is due.

    Who died is kept by that rule; a record whose last entry was of a child until the birthday of the rule,
    and never less long than an adult's.
    """
    if record.died_on is not None:
        rule = rules()["after_death"]
        return rule, kept_until(rule, record.died_on)
    adult = rules()["adult_care"]
    as_adult = kept_until(adult, record.last_entry_on)
    if record.last_entry_on < months_after(record.born_on, 12 * ADULT_AT):
        child = rules()["child_care"]
        return child, max(kept_until(child, record.born_on), as_adult)
    return adult, as_adult

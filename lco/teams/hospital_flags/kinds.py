"""The kinds of hospital flags, read from their file: thresholds, words, and where they come from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from lco.teams.governance import Purpose

_FILE = Path(__file__).with_name("kinds.toml")


class FlagKind(StrEnum):
    """What the records say of somebody's time in hospital, the most pressing first."""

    READMITTED = "readmitted"
    LEFT_HOSPITAL = "left_hospital"
    IN_HOSPITAL = "in_hospital"
    ATTENDED = "attended"


@dataclass(frozen=True)
class FlagRule:
    """One kind of flag; `kinds.toml` says what each field means and where its thresholds come from."""

    id: FlagKind
    title: str
    within_days: int
    least: int
    least_of: str
    gap_days: int
    triage_days: int
    purpose: Purpose
    says: str
    said: str
    unit: tuple[str, str]
    note: str

    @property
    def honours_opt_out(self) -> bool:
        """Say whether who opted out of being stratified gets no such flag."""
        return self.purpose is Purpose.STRATIFICATION


@cache
def rules() -> tuple[FlagRule, ...]:
    """Return the kinds of flags of this product, the most pressing first."""
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"]
    return tuple(
        FlagRule(
            **{
                **each,
                "id": FlagKind(each["id"]),
                "purpose": Purpose(each["purpose"]),
                "unit": tuple(each["unit"]),
            }
        )
        for each in said
    )


@dataclass(frozen=True)
class Flag:
    """One flag of one person, whoever it is: its kind, its day, and how many of what the kind counts."""

    kind: FlagKind
    on: date
    count: int


def in_words(flag: Flag, *, is_current: bool = True) -> str:
    """Return a flag as a reason in plain words; `is_current` says whether the latest run still shows it."""
    rule = next(each for each in rules() if each.id == flag.kind)
    text = rule.says if is_current else rule.said
    counted = f"{flag.count} {rule.unit[flag.count != 1]}"
    return text.format(on=f"{flag.on.day} {flag.on:%B %Y}", count=counted)

"""The kinds of hospital flags, read from their file: thresholds, words, and where they come from."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
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
class Flag:
    """One flag of one person, whoever it is: its kind, its day, and how many of what the kind counts."""

    kind: FlagKind
    on: date
    count: int


@dataclass(frozen=True)
class FlagRule:
    """One kind of flag; `kinds.toml` says what each field means and where its thresholds come from."""

    id: FlagKind
    title: str
    within_days: int
    least: int
    when: str
    finds_from: int
    finds_from_age: int
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

    def finds(self, flag: Flag, *, age: int) -> bool:
        """Say whether a flag puts somebody nobody looks after, `age` years old on its day, on the queue."""
        return flag.count >= self.finds_from and age >= self.finds_from_age

    def in_words(self, flag: Flag, *, is_current: bool) -> str:
        """Return a flag of the kind in plain words; past once the run shown does not say so."""
        text = self.says if is_current else self.said
        return text.format(
            on=f"{flag.on.day} {flag.on:%B %Y}",
            count=self.counted(flag.count),
            within=self.within_days,
        )

    def counted(self, count: int) -> str:
        """Return so many of what the kind counts, ``1 night`` or ``6 nights``."""
        return f"{count} {self.unit[count != 1]}"


@cache
def rules() -> tuple[FlagRule, ...]:
    """Return the kinds of flags of this product, the most pressing first."""
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"]
    return tuple(_rule(each) for each in said)


def rule_of(kind: FlagKind, kinds: Sequence[FlagRule]) -> FlagRule:
    """Return the rule of a kind among `kinds`."""
    return next(rule for rule in kinds if rule.id is kind)


def _rule(said: dict[str, object]) -> FlagRule:
    typed = {"id": FlagKind, "purpose": Purpose, "unit": tuple}
    values = {name: typed[name](value) if name in typed else value for name, value in said.items()}
    return FlagRule(**values)  # type: ignore[arg-type]

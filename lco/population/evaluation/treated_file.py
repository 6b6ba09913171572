"""The file that says who had the care: people with the day they began, or neighbourhoods with theirs."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lco.population.evaluation.candidates import EvaluationRefused

_PERSON = ("person", "pseudonym")
_AREA = "neighbourhood"
_LARGEST_PSEUDONYM = 2**63 - 1


@dataclass(frozen=True)
class Treated:
    """Who had the care and since when: people or neighbourhoods, never both; the other is empty."""

    people: Mapping[int, date]
    neighbourhoods: Mapping[str, date]

    @property
    def first_on(self) -> date:
        """Return the day the first began."""
        return min([*self.people.values(), *self.neighbourhoods.values()])

    @property
    def last_on(self) -> date:
        """Return the day the last began."""
        return max([*self.people.values(), *self.neighbourhoods.values()])


def read_treated(path: Path, *, starts_on: date | None) -> Treated:
    """Read a CSV file with the column ``person`` (pseudonyms) or ``neighbourhood`` (ids), and ``starts_on``.

    Args:
        path: the file.
        starts_on: the day of those whose row gives none.

    Raises:
        EvaluationRefused: with file and line, when a row cannot be used.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            who = _column(path, reader.fieldnames or [])
            found: dict[str, date] = {}
            for row in reader:
                where = f"{path.name}, line {reader.line_num}"
                name = (row[who] or "").strip()
                if not name or name in found:
                    raise EvaluationRefused(
                        f"{where}: {name or 'nobody'} {'stands twice' if name else 'is named'}."
                    )
                found[name] = _day((row.get("starts_on") or "").strip(), starts_on, where)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EvaluationRefused(f"{path} cannot be read as CSV in UTF-8: {error}.") from error
    if not found:
        raise EvaluationRefused(f"{path.name} names nobody: give one row for each who had the care.")
    if who == _AREA:
        return Treated({}, found)
    return Treated({_pseudonym(name, path): on for name, on in found.items()}, {})


def _column(path: Path, names: object) -> str:
    known = [name for name in (*_PERSON, _AREA) if name in (names or ())]  # type: ignore[operator]
    if len(known) != 1:
        raise EvaluationRefused(
            f"{path.name} must have one column 'person' with pseudonyms or 'neighbourhood' with ids, "
            "and may have 'starts_on' with days like 2017-04-01."
        )
    return known[0]


def _day(text: str, otherwise: date | None, where: str) -> date:
    if not text:
        if otherwise is None:
            raise EvaluationRefused(f"{where}: no day is given: fill in starts_on or say --starts-on.")
        return otherwise
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise EvaluationRefused(f"{where}: '{text[:30]}' is no day: write it like 2017-04-01.") from error


def _pseudonym(text: str, path: Path) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _LARGEST_PSEUDONYM):
        raise EvaluationRefused(
            f"{path.name}: '{text[:30]}' is no pseudonym: give the whole numbers of the column 'person' "
            "in the records, never names or NHS numbers."
        )
    return int(text)

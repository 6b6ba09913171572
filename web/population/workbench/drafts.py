"""A cohort being built: what stands in the address, row by row, before it is sound.

Row n of the form has the names ``a.n`` (its group), ``f.n`` (field), ``c.n`` (comparison) and ``v.n``
(value, once or more). All rows of one group must hold; one group is enough. So a link shows the same
cohort to everybody, and nothing needs a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from lco.population.criteria import Criteria, CriteriaRefused, Criterion, criterion
from lco.population.criteria.field import Comparison, Field, FieldKind
from web.population.workbench.offered import Offer

COMPARISONS: Mapping[str, str] = {
    Comparison.AT_LEAST: "is at least",
    Comparison.AT_MOST: "is at most",
    Comparison.IS: "is",
    Comparison.IS_NOT: "is not",
    Comparison.ONE_OF: "is one of",
    Comparison.HAS: "includes",
    Comparison.HAS_NOT: "does not include",
}
MOST_ROWS = 20  # no more than one alternative may hold: the whole may always be counted
_NAME = re.compile(r"f\.(\d{1,3})", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One criterion as typed. `group` counts from 1; `error` says what is wrong, empty when nothing is."""

    group: int
    field: Field
    comparison: str
    typed: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    error: str = ""

    @property
    def comparisons(self) -> list[tuple[str, str]]:
        """How the field may be compared, in words."""
        return [(each, COMPARISONS[each]) for each in self.field.comparisons]

    @property
    def is_list(self) -> bool:
        """Whether several values may be ticked."""
        return self.comparison == Comparison.ONE_OF

    @property
    def is_empty(self) -> bool:
        """Whether no value was given yet."""
        return not any(each.strip() for each in self.typed)

    @property
    def value(self) -> str:
        """The one value typed, empty when none is."""
        return self.typed[0] if self.typed else ""

    def criterion(self) -> Criterion:
        """Return what the row says.

        Raises:
            CriteriaRefused: when it says nothing that can be.
        """
        if self.field.kind is FieldKind.NUMBER:
            return criterion(self.field.id, self.comparison, self.field.entered(self.value))
        value = list(self.typed) if self.is_list else self.value
        return criterion(self.field.id, self.comparison, value)


@dataclass(frozen=True)
class Draft:
    """A cohort being built."""

    rows: tuple[Row, ...]
    offer: Offer

    @property
    def groups(self) -> list[tuple[int, list[tuple[int, Row]]]]:
        """Each group with its rows and their places, in order."""
        numbers = sorted({row.group for row in self.rows})
        return [
            (number, [(place, row) for place, row in enumerate(self.rows) if row.group == number])
            for number in numbers
        ]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, each with the id of the control it is about."""
        return [(f"v-{place}", row.error) for place, row in enumerate(self.rows) if row.error]

    @property
    def criteria(self) -> Criteria | None:
        """What the whole says; None while a row is empty or wrong."""
        if not self.rows or any(row.error or row.is_empty for row in self.rows):
            return None
        return Criteria(tuple(tuple(row.criterion() for _, row in rows) for _, rows in self.groups))

    @property
    def query(self) -> str:
        """The address that shows this draft."""
        pairs: list[tuple[str, str]] = []
        for place, row in enumerate(self.rows):
            pairs += [(f"a.{place}", str(row.group)), (f"f.{place}", row.field.id)]
            pairs += [(f"c.{place}", row.comparison), *((f"v.{place}", value) for value in row.typed)]
        return urlencode(pairs)

    def with_row(self, group: int) -> Draft:
        """Return the draft with an empty row more, in a group of its own when `group` is none of these."""
        if len(self.rows) >= MOST_ROWS:
            return self
        numbers = [row.group for row in self.rows]
        into = group if group in numbers else max(numbers, default=0) + 1
        return replace(self, rows=(*self.rows, _row(into, self.offer, "age", "at_least", ())))

    def without(self, place: int) -> Draft:
        """Return the draft without one row."""
        kept = tuple(row for number, row in enumerate(self.rows) if number != place)
        return replace(self, rows=_renumbered(kept))


def read(address: QueryDict, offer: Offer) -> Draft:
    """Return what stands in an address; rows of unknown fields are left out."""
    places = sorted({int(found[1]) for name in address if (found := _NAME.fullmatch(name))})[:MOST_ROWS]
    rows = [
        _row(
            _number(address.get(f"a.{place}")),
            offer,
            address.get(f"f.{place}", ""),
            address.get(f"c.{place}", ""),
            address.getlist(f"v.{place}"),
        )
        for place in places
        if address.get(f"f.{place}") in offer.fields
    ]
    return Draft(_renumbered(rows), offer)


def started(offer: Offer) -> Draft:
    """Return a draft of one empty row."""
    return Draft((), offer).with_row(1)


def fits(criteria: Criteria, offer: Offer) -> bool:
    """Say whether the builder can show all of `criteria`."""
    rows = sum(len(together) for together in criteria.alternatives)
    return rows <= MOST_ROWS and not criteria.fields - offer.fields.keys()


def opened(criteria: Criteria, offer: Offer) -> Draft:
    """Return the draft that says what `criteria` say, in the units people read."""
    rows = [
        _row(group, offer, each.field, each.comparison, _typed(each))
        for group, together in enumerate(criteria.alternatives, start=1)
        for each in together
        if each.field in offer.fields
    ]
    return Draft(tuple(rows), offer)


def _typed(each: Criterion) -> Sequence[str]:
    if isinstance(each.value, tuple):
        return each.value
    if isinstance(each.value, bool):
        return ["true" if each.value else "false"]
    return [each.value if isinstance(each.value, str) else each.of.shown(each.value)]


def _row(group: int, offer: Offer, field: str, comparison: str, typed: Iterable[str]) -> Row:
    of = offer.fields[field]
    compared = comparison if comparison in of.comparisons else str(of.comparisons[0])
    choices = offer.choices[field]
    known = {value for value, _ in choices}
    kept = tuple(each for each in typed if not choices or each in known)
    row = Row(group, of, compared, kept if compared == Comparison.ONE_OF else kept[:1], choices)
    return row if row.is_empty else replace(row, error=_error(row))


def _error(row: Row) -> str:
    try:
        row.criterion()
    except CriteriaRefused as refusal:
        return str(refusal)
    return ""


def _renumbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Number the groups from 1 without gaps, in the order they stand."""
    held = sorted(rows, key=lambda row: row.group)
    order = {group: number for number, group in enumerate(dict.fromkeys(row.group for row in held), start=1)}
    return tuple(replace(row, group=order[row.group]) for row in held)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1

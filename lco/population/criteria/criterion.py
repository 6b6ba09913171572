"""A criterion, and criteria as any of (all of ...): as values, in words and as expressions."""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, Table

from lco.population.conditions import has_condition
from lco.population.criteria.field import Comparison, CriteriaRefused, Field, FieldKind
from lco.population.criteria.fields import FIELDS

Value = int | Decimal | bool | str | tuple[str, ...]

MOST_ALTERNATIVES = 20
MOST_TOGETHER = 20
MOST_VALUES = 200
_NEGATED = {Comparison.IS_NOT: Comparison.IS, Comparison.HAS_NOT: Comparison.HAS}
_WORDS = {
    Comparison.AT_LEAST: "at least",
    Comparison.AT_MOST: "at most",
    Comparison.IS: "is",
    Comparison.IS_NOT: "is not",
    Comparison.ONE_OF: "is one of",
}


@dataclass(frozen=True)
class Criterion:
    """One field held against one value; made and checked by `criterion`.

    Where nothing is known of a person (null), `is`, `has`, `at_least`, `at_most` and `one_of` do not
    hold, and `is_not` and `has_not` do.
    """

    field: str
    comparison: Comparison
    value: Value

    @property
    def of(self) -> Field:
        """The field it speaks of."""
        return FIELDS[self.field]

    def expression(self, people: Table) -> BooleanValue:
        """Return whether each person meets it; never null.

        Raises:
            CriteriaRefused: when the table does not hold the field.
        """
        if self.comparison in _NEGATED:
            opposite = Criterion(self.field, _NEGATED[self.comparison], self.value)
            return ~opposite.expression(people)
        held: BooleanValue = self._held(self._column(people)).fill_null(False)
        return held

    def _column(self, people: Table) -> Any:
        for name in self.of.columns:
            if name in people.columns:
                return people[name]
        names = " or ".join(self.of.columns)
        raise CriteriaRefused(f"'{self.field}' cannot be looked at here: the table has no column {names}.")

    def _held(self, column: Any) -> Any:
        if self.of.kind is FieldKind.MEMBERSHIP:
            if self.field == "condition":
                return has_condition(column, str(self.value))
            padded = ibis.literal(";") + column + ibis.literal(";")
            return padded.contains(f";{self.value};")
        if self.of.kind is FieldKind.FLAG:
            return column == ibis.literal(bool(self.value))
        if isinstance(self.value, tuple):
            return column.isin([self.of.codes.get(each, each) for each in self.value])
        value = self.of.codes.get(self.value, self.value) if isinstance(self.value, str) else self.value
        compare = {Comparison.AT_LEAST: operator.ge, Comparison.AT_MOST: operator.le}
        stored = float(value) if isinstance(value, Decimal) else value
        return compare.get(self.comparison, operator.eq)(column, ibis.literal(stored))

    def describe(self) -> str:
        """Return it in plain words: ``age at least 65 years``."""
        field = self.of
        label = _lowered(field.label)
        if field.kind is FieldKind.MEMBERSHIP:
            named = _lowered(field.choices.get(str(self.value), str(self.value).replace("_", " ")))
            has = "has" if self.comparison is Comparison.HAS else "does not have"
            among = "is in" if self.comparison is Comparison.HAS else "is not in"
            return f"{has} {named}" if self.field == "condition" else f"{among} the cohort {named}"
        if field.kind is FieldKind.FLAG:
            return f"{label}: {'yes' if self.value else 'no'}"
        return f"{label} {_WORDS[self.comparison]} {self._shown()}"

    def _shown(self) -> str:
        field, value = self.of, self.value
        if isinstance(value, tuple):
            return ", ".join(field.choices.get(each, each) for each in value)
        if isinstance(value, str):
            return field.choices.get(value, value.replace("_", " "))
        return f"{field.shown(value)} {field.unit}".strip()


def _lowered(name: str) -> str:
    """Return a name as it stands within a sentence; one with capitals of its own keeps them."""
    return name[0].lower() + name[1:] if name[1:].lower() == name[1:] else name


def criterion(field: str, comparison: str, value: object) -> Criterion:
    """Return a criterion, checked. Values may be typed or texts; a list as text is parted by semicolons.

    Raises:
        CriteriaRefused: when the field is unknown, cannot be compared so, or cannot have that value.
    """
    if field not in FIELDS:
        raise CriteriaRefused(f"There is no field '{field[:60]}': choose one of {', '.join(FIELDS)}.")
    of = FIELDS[field]
    if comparison not in {str(each) for each in of.comparisons}:
        allowed = ", ".join(of.comparisons)
        raise CriteriaRefused(f"'{field}' cannot be compared by '{comparison[:20]}': use {allowed}.")
    return Criterion(field, Comparison(comparison), _value(of, Comparison(comparison), value))


def _value(field: Field, comparison: Comparison, value: object) -> Value:
    if field.kind is FieldKind.NUMBER:
        return field.number(value)
    if field.kind is FieldKind.FLAG:
        if value in (True, "true", "yes"):
            return True
        if value in (False, "false", "no"):
            return False
        raise CriteriaRefused(f"'{field.id}' is true or false, not '{str(value)[:40]}'.")
    if comparison is Comparison.ONE_OF:
        parts = value.split(";") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple) or not 0 < len(parts) <= MOST_VALUES:
            raise CriteriaRefused(f"'{field.id}' is one_of a list of 1 to {MOST_VALUES} values.")
        return tuple(dict.fromkeys(_choice(field, each) for each in parts))
    return _choice(field, value)


def _choice(field: Field, value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    is_known = text in field.choices if field.choices else bool(text) and ";" not in text and len(text) <= 100
    if not is_known:
        among = f"choose one of {', '.join(field.choices)}" if field.choices else "name one of the place's"
        raise CriteriaRefused(f"'{field.id}' cannot be '{str(value)[:60]}': {among}.")
    return text


@dataclass(frozen=True)
class Criteria:
    """Any of (all of ...): a person meets them who meets every criterion of one alternative.

    Raises:
        CriteriaRefused: when there is nothing to meet, since that would be everybody, or too much.
    """

    alternatives: tuple[tuple[Criterion, ...], ...]

    def __post_init__(self) -> None:
        if not 0 < len(self.alternatives) <= MOST_ALTERNATIVES:
            raise CriteriaRefused(f"Give 1 to {MOST_ALTERNATIVES} alternatives.")
        for number, together in enumerate(self.alternatives, start=1):
            if not 0 < len(together) <= MOST_TOGETHER:
                raise CriteriaRefused(f"Give alternative {number} from 1 to {MOST_TOGETHER} criteria.")

    @property
    def fields(self) -> frozenset[str]:
        """The fields they speak of."""
        return frozenset(each.field for together in self.alternatives for each in together)

    def expression(self, people: Table) -> BooleanValue:
        """Return whether each person meets them; never null.

        Raises:
            CriteriaRefused: when the table does not hold a field.
        """
        return _any([_all([each.expression(people) for each in together]) for together in self.alternatives])

    def describe(self) -> str:
        """Return them in plain words: ``age at least 65 years and has frailty; or has dementia``."""
        return "; or ".join(" and ".join(each.describe() for each in one) for one in self.alternatives)


def _all(parts: Sequence[BooleanValue]) -> BooleanValue:
    return functools.reduce(operator.and_, parts)


def _any(parts: Sequence[BooleanValue]) -> BooleanValue:
    return functools.reduce(operator.or_, parts)

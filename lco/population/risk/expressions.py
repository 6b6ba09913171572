"""Weighed sums of terms as engines compute them: exact, in few operations a person.

An engine spends its time per operation and row. Terms of one feature are therefore summed beforehand for
each value it may have and looked up: the bits of a mask byte by byte, a spline over the small whole
numbers. Where nothing is set, nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import ibis
import numpy as np
from ibis.expr.types import FloatingValue, Table

from lco.population.risk.terms import Term, Transform, array, design

Weights = Sequence[tuple[Term, float]]
_BYTE = 8
_FEW_BITS, _FEW_BENDS = 2, 2  # as many are computed one by one: a table of values would cost more
_VALUES = 128  # whole numbers below this are looked up: ages, mostly


def weighed_sum(terms: Weights, table: Table, *, start: float = 0.0) -> FloatingValue:
    """Return `start` and the terms times their weights, summed for each row of `table` in the engine."""
    groups: dict[tuple[str, bool, float], list[tuple[Term, float]]] = {}
    for term, weight in terms:
        key = (term.feature, term.transform is Transform.BIT, term.when_absent)
        groups.setdefault(key, []).append((term, weight))
    parts = [
        part
        for (feature, are_bits, _), alike in groups.items()
        for part in (_bits(table[feature], alike) if are_bits else _values(table[feature], alike))
    ]
    return reduce(lambda one, other: one + other, parts, _number(start))


def _bits(column: Any, terms: Weights) -> list[FloatingValue]:
    """Return the sums of terms of bits, one for each byte of the mask that holds several."""
    mask = column.cast("int64").fill_null(int(terms[0][0].when_absent))
    of_bytes: dict[int, dict[int, float]] = {}
    for term, weight in terms:
        byte, bit = divmod(int(term.at), _BYTE)
        weights = of_bytes.setdefault(byte, {})
        weights[bit] = weights.get(bit, 0.0) + weight
    parts = []
    for byte, weights in of_bytes.items():
        shift = byte * _BYTE
        if len(weights) <= _FEW_BITS:
            parts += [_where(_has(mask, 1 << bit + shift), weight) for bit, weight in weights.items()]
            continue
        place = (mask >> ibis.literal(shift, "int64")) & ibis.literal((1 << _BYTE) - 1, "int64")
        sums = [
            sum(weight for bit, weight in weights.items() if value >> bit & 1) for value in range(1 << _BYTE)
        ]
        is_any = _has(mask, sum(1 << bit + shift for bit in weights))
        parts.append(is_any.ifelse(_looked_up(sums, place), _number(0.0)))
    return parts


def _values(column: Any, terms: Weights) -> list[FloatingValue]:
    """Return the terms of a feature, looked up together where they are several over whole numbers."""
    each = [_one(column, term, weight) for term, weight in terms]
    if len(each) <= _FEW_BENDS or not column.type().is_integer():
        return each
    transforms, weights = zip(*terms, strict=True)
    # By the name the terms know it by: of two days, the column has another.
    values = {transforms[0].feature: np.arange(_VALUES, dtype=np.float64)}
    sums = [float(total) for total in design(transforms, values) @ np.array(weights)]
    is_small = column.between(0, _VALUES - 1)
    rest = reduce(lambda one, other: one + other, each)
    return [is_small.ifelse(_looked_up(sums, column), rest)]


def _one(column: Any, term: Term, weight: float) -> FloatingValue:
    if term.transform is Transform.ABSENT:
        return _where(column.isnull(), weight)
    number = column.cast("int8") if column.type().is_boolean() else column
    if term.transform in (Transform.AT_LEAST, Transform.EQUALS):
        at = int(term.at) if term.at == int(term.at) else term.at
        is_held = number >= at if term.transform is Transform.AT_LEAST else number == at
        when_absent = bool(array(term, np.array([np.nan]))[0])
        return _where(is_held.fill_null(True) if when_absent else is_held, weight)
    x = number.cast("float64")
    if term.transform is Transform.LOG1P and term.when_absent == 0:
        # Most counts are 0 or null, and a logarithm is dear.
        logged: FloatingValue = (number != 0).ifelse((x + _number(1.0)).ln() * _number(weight), _number(0.0))
        return logged
    x = x.fill_null(float(term.when_absent))
    if term.transform is Transform.ABOVE:
        x = ibis.greatest(x - _number(term.at), _number(0.0))
    if term.transform is Transform.LOG1P:
        x = (x + _number(1.0)).ln()
    made: FloatingValue = x * _number(weight)
    return made


def _has(mask: Any, bits: int) -> Any:
    return (mask & ibis.literal(bits, "int64")) != 0


def _where(is_held: Any, weight: float) -> FloatingValue:
    """Return the weight where something is so, and 0 where it is not or null."""
    found: FloatingValue = is_held.ifelse(_number(weight), _number(0.0))
    return found


def _looked_up(sums: Sequence[float], place: Any) -> FloatingValue:
    found: FloatingValue = ibis.array([ibis.literal(each, "float64") for each in sums])[place.cast("int32")]
    return found


def _number(value: float) -> FloatingValue:
    """Return a number that is a double to every engine: to DuckDB a literal with a point is a decimal."""
    number: FloatingValue = ibis.literal(repr(float(value))).cast("float64")
    return number

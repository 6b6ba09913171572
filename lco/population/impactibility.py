"""Expected net value of case management: what it is likely to avoid for a person, less what it costs.

Who is most at risk is not always who gains most: A, at 60 per cent with a reduction of 5, gains less than
B, at 30 with 20. So risk, expected net value and clinical judgement stand in three columns, and none is
folded into another. The reductions are parameters of the place (``impactibility.csv``) until its own
evaluation has found some; that conditions amenable to care lower admissions has not held up everywhere.

Source: Lewis, Impactibility models (Milbank Quarterly 2010); value = p x reduction x avoidable cost - cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from lco.place.facts.impactibility import Impactibility
from lco.population.tiers import MILLIONTHS, in_millionths

_HUNDREDTHS = 100  # of a per cent, and pence of a pound
_PARTS = MILLIONTHS * 100 * _HUNDREDTHS  # a risk in millionths times a reduction in hundredths of a per cent
_MOST_POUNDS = 100_000  # keeps the product of risk, reduction and pence inside 63 bits, on both engines


class ImpactibilityRefused(ValueError):
    """Parameters that cannot be used; the message says which and why."""


def expected_net_value(people: Table, parameters: Sequence[Impactibility]) -> IntegerValue:
    """Return what case management of each person is expected to be worth in a year, in pence.

    The first row of the parameters that names the person's segment, one of their cohorts, or neither,
    counts. Half a penny rounds up.

    Args:
        people: a table with `risk`, `segment` and `cohorts` (ids joined by ';').
        parameters: the rows of the place.

    Returns:
        Pence; null where no risk is predicted or no row counts.

    Raises:
        ImpactibilityRefused: when a reduction or a cost cannot be used.
    """
    nothing: IntegerValue = ibis.null("int64")
    ordered = sorted(parameters, key=lambda each: each.order)
    cases = [(_speaks_of(people, each), _value(people, each)) for each in ordered]
    if not cases:
        return nothing
    value: IntegerValue = ibis.cases(*cases, else_=nothing)
    return value


def _speaks_of(people: Table, each: Impactibility) -> BooleanValue:
    said: BooleanValue = ibis.literal(True)
    if each.segment is not None:
        said = said & (people.segment == each.segment)
    if each.cohort is not None:
        padded = ibis.literal(";") + people.cohorts + ibis.literal(";")
        said = said & padded.contains(f";{each.cohort};")
    certain: BooleanValue = said.fill_null(False)
    return certain


def _value(people: Table, each: Impactibility) -> IntegerValue:
    reduction = _whole(each.relative_reduction_percent, each, "relative_reduction_percent", 100)
    avoidable = _whole(each.avoidable_cost_pounds, each, "avoidable_cost_pounds", _MOST_POUNDS)
    programme = _whole(each.programme_cost_pounds, each, "programme_cost_pounds", _MOST_POUNDS)
    # Whole numbers to the end: the remainder is taken off first, so the division leaves nothing to round.
    parts = in_millionths(people.risk) * ibis.literal(reduction * avoidable, "int64") + _PARTS // 2
    pence = ((parts - parts % _PARTS) / _PARTS).round().cast("int64")
    value: IntegerValue = pence - ibis.literal(programme, "int64")
    return value


def _whole(number: Decimal, each: Impactibility, column: str, most: int) -> int:
    hundredths = number * _HUNDREDTHS
    if not 0 <= number <= most or hundredths != hundredths.to_integral_value():
        raise ImpactibilityRefused(
            f"{each.FILE}, line {each.line}: {column} is {number}: give a number from 0 to {most:,} "
            "with at most two decimals."
        )
    return int(hundredths)

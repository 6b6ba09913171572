"""Segments of need: why somebody needs care. Every person is in exactly one, the first whose rules are met.

The eight are those of England's Bridges to Health; their order and rules are the place's own
(``segments.csv``, ``segment_rules.csv``). A segment is not a tier: a tier says how urgent a need is.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr.types import StringValue, Table

from lco.place.facts.segment_rules import SegmentRule
from lco.place.facts.segments import Segment
from lco.population.belonging import criteria_by
from lco.population.criteria import CriteriaRefused


def segment_of(people: Table, segments: Sequence[Segment], rules: Sequence[SegmentRule]) -> StringValue:
    """Return the segment of each person; null for everybody where the place has no segments.

    Args:
        people: a table with the fields the rules speak of.
        segments: the segments of the place.
        rules: their rules.

    Raises:
        CriteriaRefused: when a rule means nothing, a segment before the last has no rules, or the last has.
    """
    if not segments:
        nobody: StringValue = ibis.null("string")
        return nobody
    ordered = sorted(segments, key=lambda each: each.order)
    criteria = criteria_by((each.segment, each) for each in rules)
    *tried, last = ordered
    for each in tried:
        if each.id not in criteria:
            raise CriteriaRefused(
                f"The segment {each.id}, segments.csv line {each.line}, has no rules in segment_rules.csv: "
                "only the last segment takes everybody else."
            )
    if last.id in criteria:
        raise CriteriaRefused(
            f"The last segment in segments.csv, {last.id}, has rules: it must have none, "
            "since everybody is in a segment."
        )
    cases = [(criteria[each.id].expression(people), ibis.literal(each.id)) for each in tried]
    if not cases:
        return ibis.literal(last.id)
    segment: StringValue = ibis.cases(*cases, else_=last.id)
    return segment

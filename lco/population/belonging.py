"""Criteria from the rules of a pack: who belongs to a segment, a cohort or a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lco.place.facts.cohort_rules import CohortRule
from lco.place.facts.priority_rules import PriorityRule
from lco.place.facts.segment_rules import SegmentRule
from lco.population.criteria import Criteria, CriteriaRefused, Criterion, criterion

Rule = SegmentRule | CohortRule | PriorityRule


def criteria_by(rules: Iterable[tuple[str, Rule]]) -> dict[str, Criteria]:
    """Return the criteria of each group from pairs of its id and a rule.

    Rules of one alternative must all be met; one alternative met is enough.

    Raises:
        CriteriaRefused: naming file and line of a rule that means nothing.
    """
    found: dict[str, dict[int, list[Criterion]]] = {}
    for group, rule in rules:
        try:
            each = criterion(rule.field, rule.comparison, rule.value)
        except CriteriaRefused as refusal:
            raise CriteriaRefused(f"{rule.FILE}, line {rule.line}: {refusal}") from refusal
        found.setdefault(group, {}).setdefault(rule.alternative, []).append(each)
    return {group: _criteria(alternatives.values()) for group, alternatives in found.items()}


def _criteria(alternatives: Iterable[Sequence[Criterion]]) -> Criteria:
    return Criteria(tuple(tuple(together) for together in alternatives))

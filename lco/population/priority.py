"""The priority list: whom a place wants to reach first, by its own rule, never more than it asked for."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr.types import BooleanValue, Table

from lco.place.facts.priority_lists import PriorityList
from lco.place.facts.priority_rules import PriorityRule
from lco.population.belonging import criteria_by
from lco.population.criteria import CriteriaRefused


def length_for(wanted: PriorityList, population: int) -> int:
    """Return how many people the list holds in a population: in proportion when it is smaller.

    Raises:
        CriteriaRefused: when the pack asks for less than nobody, or for more than there are.
    """
    if not 0 <= wanted.people <= wanted.of_people or wanted.of_people == 0:
        raise CriteriaRefused(
            f"priority_lists.csv, line {wanted.line}: {wanted.people:,} of {wanted.of_people:,} people "
            "cannot be listed: give a population of at least the length of the list."
        )
    return min(wanted.people, wanted.people * population // wanted.of_people)


def on_list(
    people: Table, rules: Sequence[PriorityRule], wanted: PriorityList | None, population: int
) -> BooleanValue:
    """Say of each person whether they stand on the list: of those the rules admit, the first by rank.

    Ranks are without ties, so the list is the same every time.

    Args:
        people: a table with `rank` and the fields the rules speak of.
        rules: who may stand on the list.
        wanted: how long it is; without one nobody stands on a list.
        population: number of people of the place.

    Raises:
        CriteriaRefused: when a rule means nothing, or there is a length and no rule.
    """
    if wanted is None:
        nobody: BooleanValue = ibis.literal(False)
        return nobody
    criteria = criteria_by((each.priority, each) for each in rules)
    if wanted.priority not in criteria:
        raise CriteriaRefused(
            f"priority_lists.csv, line {wanted.line}: {wanted.priority} has no rules in priority_rules.csv: "
            "say there who may stand on the list."
        )
    admitted = criteria[wanted.priority].expression(people)
    first_admitted = ibis.window(order_by=[admitted.desc(), people["rank"].asc()])
    position = ibis.row_number().over(first_admitted)
    listed: BooleanValue = admitted & (position < length_for(wanted, population))
    return listed

"""Priority cohorts: groups for whom new care models come first. Anybody may be in several or in none.

A third axis beside segment (why) and tier (how urgent). Every cohort is crossed with mental-health need,
children's too, so that nobody's mind is overlooked behind their body.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table

from lco.place.facts.cohort_rules import CohortRule
from lco.place.facts.cohorts import Cohort
from lco.population.belonging import criteria_by
from lco.population.conditions import MENTAL_HEALTH


def cohorts_of(people: Table, cohorts: Sequence[Cohort], rules: Sequence[CohortRule]) -> StringValue:
    """Return the ids of each person's cohorts joined by ';' in the order of the pack; empty for none.

    A cohort without rules has nobody in it: the place has not said who is meant.

    Args:
        people: a table with the fields the rules speak of.
        cohorts: the cohorts of the place.
        rules: their rules.

    Raises:
        CriteriaRefused: when a rule means nothing.
    """
    criteria = criteria_by((each.cohort, each) for each in rules)
    joined: StringValue = ibis.literal("")
    for each in sorted(cohorts, key=lambda cohort: cohort.order):
        if each.id in criteria:
            joined = joined + criteria[each.id].expression(people).ifelse(f";{each.id}", "")
    found: StringValue = (joined == "").ifelse("", joined.substr(1))
    return found


def has_mental_health_need(people: Table) -> BooleanValue:
    """Say of each person whether a need of mental health is on record: a condition, or care in 12 months.

    Args:
        people: a table with `illnesses`, and `mental_health_contacts` where it is known.
    """
    need: BooleanValue = (people.illnesses & ibis.literal(MENTAL_HEALTH, "int64")) != 0
    if "mental_health_contacts" in people.columns:
        need = need | (people.mental_health_contacts > 0)
    certain: BooleanValue = need.fill_null(False)
    return certain

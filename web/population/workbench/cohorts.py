"""All reads of saved cohorts, and their counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from lco.population.counted import Counted, Group
from lco.population.counting import NOT_PLACED, Near
from lco.population.criteria import Criteria, CriteriaRefused, read_definition
from web.population.workbench import people_list
from web.population.workbench.models import CountedCohort, SavedCohort, Sharing
from web.ui import place
from web.ui.published import published

# So many definitions counted before are each new one held against.
_REMEMBERED = 20


@dataclass(frozen=True)
class Answer:
    """The counts of a cohort in a run, ready for a page: what may be shown, by area, or why nothing is."""

    run: str
    criteria: Criteria
    counted: Counted
    areas: Sequence[tuple[str, Group]]


def visible_to(user: Any) -> QuerySet[SavedCohort]:
    """Return the saved cohorts `user` may look at: the own ones and those shared."""
    shared = Q(sharing=Sharing.EVERYBODY) | Q(
        sharing=Sharing.ORGANISATION, organisation_id=user.organisation_id
    )
    return SavedCohort.objects.filter(Q(owner=user) | shared).select_related("owner", "organisation")


def every_cohort() -> QuerySet[SavedCohort]:
    """Return every saved cohort, to tell one that is not shared from one that is not there."""
    return SavedCohort.objects.select_related("owner", "organisation")


def own(user: Any, key: str) -> SavedCohort | None:
    """Return the saved cohort of `user` that an address names, or None."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return SavedCohort.objects.filter(owner=user, pk=int(key)).first()


def answer(user: Any, criteria: Criteria) -> Answer | None:
    """Return the counts of `criteria` in the published run; None before the first run.

    Raises:
        CriteriaRefused: when the run does not hold a field.
    """
    run = published()
    if run is None:
        return None
    counted = people_list.count(run.run, criteria, former=_counted_before(user, run.run_id))
    names = {area.id: area.name for area in place.current().neighbourhoods}
    names[NOT_PLACED] = "Not placed in a neighbourhood"
    areas = [(names.get(id, id), group) for id, group in counted.areas.items()]
    return Answer(run.run_id, criteria, counted, sorted(areas, key=lambda each: each[0]))


def _counted_before(user: Any, run: str) -> Sequence[Near]:
    rows = CountedCohort.objects.filter(user=user, run=run).order_by("-counted_at")[:_REMEMBERED]
    return [near for row in rows if (near := _near(row.text))]


def _near(text: str) -> Near | None:
    try:
        criteria = read_definition(text).criteria
    except CriteriaRefused:
        # A field that is no more: it can be asked for no more either.
        return None
    return Near(criteria, f"'{criteria.describe()}', which you counted before")

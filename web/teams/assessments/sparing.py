"""How many assessments were not asked twice, since partners accept each other's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from lco.teams.trusted_assessors import Spared, Standing, spared
from web.teams.assessments.models import Acceptance, Assessment, AssessmentQuerySet, Outcome
from web.teams.cases import standards


@dataclass(frozen=True)
class SparedCounts:
    """Accepted trusted assessments by what came after: none of their kind, a repeat, or not known yet."""

    spared: int
    repeated: int
    not_known_yet: int

    @property
    def accepted(self) -> int:
        """All of them."""
        return self.spared + self.repeated + self.not_known_yet


def accepted_by_partners(assessments: AssessmentQuerySet) -> AssessmentQuerySet:
    """Keep the trusted assessments that at least one partner accepts by its last word."""
    said = Acceptance.objects.filter(assessment=OuterRef("pk"), outcome=Outcome.ACCEPTED)
    newer = Acceptance.objects.filter(
        assessment=OuterRef("assessment"), organisation=OuterRef("organisation"), pk__gt=OuterRef("pk")
    )
    standing = said.filter(~Exists(newer))
    return assessments.finished().filter(Exists(standing), standing=Standing.TRUSTED)


def spared_counts(*, now: datetime, since: datetime | None = None, **within: Any) -> SparedCounts:
    """Count the accepted trusted assessments finished from `since` on, narrowed by `within`.

    An assessment was spared when no other of the same questionnaire and person was finished within the time
    the place sets.
    """
    later = Assessment.objects.finished().filter(
        person=OuterRef("person"),
        questionnaire__name=OuterRef("questionnaire__name"),
        finished_at__gt=OuterRef("finished_at"),
    )
    found = accepted_by_partners(Assessment.objects.filter(**within))
    found = found.filter(finished_at__gte=since) if since else found
    rows = found.annotate(next_at=Subquery(later.order_by("finished_at").values("finished_at")[:1]))
    known = standards.current()
    counted = Counter(
        spared(finished_at=finished_at, next_at=next_at, now=now, known=known)
        for finished_at, next_at in rows.values_list("finished_at", "next_at")
        if finished_at is not None
    )
    return SparedCounts(
        spared=counted[Spared.SPARED],
        repeated=counted[Spared.REPEATED],
        not_known_yet=counted[Spared.NOT_KNOWN_YET],
    )

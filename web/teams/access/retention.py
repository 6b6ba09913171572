"""Which care records are past the time the rules keep them. A list: nothing is deleted by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from lco.periods import months_after
from lco.teams.governance.retention import KeptRecord, RetentionRule, due_of_care_record, rules
from lco.teams.standard import Standards
from lco.teams.workflow import Act
from web.records.models import Person
from web.teams.access.models import RetentionHold
from web.teams.cases import standards
from web.teams.cases.models import Case
from web.teams.queries import today
from web.teams.safeguarding.models import Concern


@dataclass(frozen=True)
class Due:
    """A person's care record past its time, and whether it is held all the same."""

    person: int
    rule: RetentionRule
    last_entry_on: date
    due_on: date
    is_held: bool


def records_due() -> Sequence[Due]:
    """Return the care records past their time today, the longest first."""
    known = standards.current()
    found = [_due(person, known) for person in _candidates(known)]
    return sorted((each for each in found if each.due_on <= today()), key=lambda each: each.due_on)


def _candidates(known: Standards) -> list[Person]:
    """Return people without an open case or concern and without an entry for as long as the shortest rule."""
    shortest = min(rule.years for rule in rules(known).values() if rule.id in {"adult_care", "after_death"})
    long_ago = date(today().year - shortest, today().month, 1)
    closed = Person.objects.filter(
        Exists(Case.objects.filter(person=OuterRef("pk"))),
        ~Exists(Case.objects.open().filter(person=OuterRef("pk"))),
        ~Exists(Concern.objects.open().filter(person=OuterRef("pk"))),
    )
    dated = closed.annotate(
        last_at=Greatest(Max("cases__events__at"), Max("concerns__events__at")),
        closed_at=Max("cases__closed_at"),
        died_at=Max("cases__events__at", filter=Q(cases__events__act=Act.RECORD_DEATH.value)),
        is_held=Exists(RetentionHold.objects.filter(person=OuterRef("pk"), lifted_at=None)),
    )
    before = months_after(long_ago, 1)
    return list(dated.filter(Q(closed_at__date__lt=before) | Q(died_at__date__lt=before)))


def _due(person: Person, known: Standards) -> Due:
    last = timezone.localdate(person.last_at or person.closed_at)  # type: ignore[attr-defined]
    died_at = person.died_at  # type: ignore[attr-defined]
    record = KeptRecord(
        born_on=person.born_on,
        last_entry_on=last,
        died_on=timezone.localdate(died_at) if died_at else None,
    )
    rule, due_on = due_of_care_record(record, known=known)
    return Due(int(person.pk), rule, last, due_on, person.is_held)  # type: ignore[attr-defined]

"""A person comes to a team's notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from lco.teams.workflow import State
from web.audit.actions import record_write
from web.population.models import Listing
from web.records.models import Person
from web.teams.cases import standards
from web.teams.cases.models import Case, HospitalFlag, Source
from web.teams.cases.refusals import CaseRefused
from web.teams.models import Team
from web.teams.queries import current_publication


@transaction.atomic
def open_case(
    *,
    by: Any,
    person: Person,
    team: Team,
    source: str,
    note: str = "",
    key: UUID,
    triage_by: date | None = None,
    at: datetime | None = None,
) -> Case:
    """Put a person on the list of those found for `team`; an open case is returned as it is.

    The person's row is held while it happens: two who find the same person at once make one case. Who is
    found again soon after stepping down is known to have come back.

    Raises:
        CaseRefused: when a death is recorded for the person.
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    there = Case.objects.filter(key=key).first() or Case.objects.open().filter(person=held).first()
    if there is not None:
        return there
    now = at or timezone.now()
    case = Case(person=held, team=team, source=Source(source), note=note.strip(), key=key, opened_by=by)
    case.state, case.state_since, case.opened_at = State.FOUND, now, now
    case.triage_by, case.tier, case.came_back_from = triage_by, _tier(held), _stepped_down(held, now)
    case.save(force_insert=True)
    # What the records say of them, and was too slight to find them by, is a reason all the same.
    HospitalFlag.objects.filter(person=held, is_current=True, case=None).update(case=case)
    record_write(by=by, kind="person", id=held.pk, detail=f"found for {team.slug}, case {case.pk}")
    return case


@transaction.atomic
def find(
    *, by: Any, team: Team, people: Sequence[Listing], key: UUID, judged: Sequence[int] = ()
) -> list[Case]:
    """Put several people of the list on the list of those found; return those who were not there before.

    `judged` are those whom a judgement, not the list, brought to the team's notice. Whoever has an open
    case keeps it; the same `key` again finds nobody anew.
    """
    there = set(
        Case.objects.open()
        .filter(person__in=[each.person_id for each in people])
        .values_list("pk", flat=True)
    )
    found = []
    # In one order, so that two who find overlapping people wait for each other and never for ever.
    for each in sorted(people, key=lambda listing: listing.person_id):
        source = Source.JUDGEMENT if each.person_id in judged else Source.TIER_LIST
        once = uuid5(key, str(each.person_id))
        case = open_case(by=by, person=each.person, team=team, source=source, key=once)
        if case.pk not in there:
            found.append(case)
    return found


def _tier(person: Person) -> str:
    listed = Listing.objects.filter(run=current_publication(), person=person).values_list("tier", flat=True)
    return listed.first() or ""


def _stepped_down(person: Person, now: datetime) -> Case | None:
    """Return the case the person stepped down from, if they come back soon after; None otherwise.

    Raises:
        CaseRefused: when a death is recorded for the person.
    """
    last = Case.objects.filter(person=person).order_by("-closed_at").first()
    if last is None or last.closed_at is None:
        return None
    if last.state == State.DIED:
        raise CaseRefused(
            "A death is recorded for this person. If that is wrong, the lead of the team takes it back on "
            "the page of their case."
        )
    ended_on, on = timezone.localtime(last.closed_at).date(), timezone.localtime(now).date()
    is_back = last.state == State.STEPPED_DOWN and standards.current().is_back(ended_on, on=on)
    return last if is_back else None

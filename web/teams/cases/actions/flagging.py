"""Hospital flags of a published run come to the team: to the queue, or to who looks after the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django.db import transaction
from django.urls import reverse

from lco.teams.hospital_flags import Became, FlagKind, triage_by
from lco.teams.workflow import State
from web.audit.actions import record_write
from web.records.models import Person
from web.teams.cases import flag_rules
from web.teams.cases.actions.opening import open_case
from web.teams.cases.flagged import flagged, waiting
from web.teams.cases.models import Case, HospitalFlag, Source
from web.teams.cases.telling import tell_leads, tell_who_acts
from web.teams.cases.triage import brought_nearer
from web.teams.models import Team
from web.teams.queries import today
from web.ui.words import plural

_ROWS = 2_000
_ANSWERED = (Became.ANSWERED, Became.CLOSED)


@dataclass(frozen=True)
class TakenIn:
    """What became of the flags: people found for the queue, and open cases that were told."""

    found: int = 0
    told: int = 0


@transaction.atomic
def keep_flags(*, by: Any, rows: Sequence[tuple[int, str, date, int]]) -> None:
    """Keep the flags of the run being published: person, kind, day and count of each.

    A flag that was told before is the same flag: it holds again, and is told nobody anew.
    """
    HospitalFlag.objects.filter(is_current=True).update(is_current=False)
    flags = [HospitalFlag(person_id=row[0], kind=row[1], on=row[2], count=row[3]) for row in rows]
    HospitalFlag.objects.bulk_create(
        flags,
        batch_size=_ROWS,
        update_conflicts=True,
        unique_fields=["person", "kind", "on"],
        update_fields=["count", "is_current"],
    )
    record_write(by=by, kind="hospital_flags", id="", detail=f"kept {len(flags):,} of the run published")


@transaction.atomic
def take_in_flags(*, by: Any) -> TakenIn:
    """Bring every flag nobody was told of to its team; return what became of them.

    A person without a case comes to the queue once, with all their flags; on an open case who acts is told
    once. Everybody's row is held meanwhile, so that nobody is found twice. Again, it changes nothing.
    """
    people = waiting()
    # In one order, so that two who find overlapping people wait for each other and never for ever.
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))
    told, found, unlooked = 0, Counter[Team](), Counter[Team]()
    for each in flagged(people):
        fates = {flag: each.became(flag) for flag in each.flags}
        answered = [flag for flag, fate in fates.items() if fate in _ANSWERED]
        if answered and each.last_case is not None:
            _stand_on(answered, each.last_case)
        left = [flag for flag in each.flags if flag not in answered]
        if each.open_case is not None:
            _stand_on(left, each.open_case)
            if each.open_case.state == State.FOUND:
                brought_nearer(each.open_case, _triage_by(left))
            elif _tell_who_looks_after(each.open_case, left, by=by):
                told += 1
            else:
                unlooked[each.open_case.team] += 1
        elif Became.FOUND in fates.values() and each.team is not None:
            _find(each.person, left, each.team, by=by)
            found[each.team] += 1
    _tell_leads(found, unlooked, by=by)
    return TakenIn(found=found.total(), told=told)


def _find(person: Person, flags: Sequence[HospitalFlag], team: Team, *, by: Any) -> None:
    """Put a person on the queue of their team; every flag of theirs that waits stands there as a reason."""
    key = _key_of(flags)
    open_case(
        by=by, person=person, team=team, source=Source.RECORD_FLAG, key=key, triage_by=_triage_by(flags)
    )


def _tell_who_looks_after(case: Case, flags: Sequence[HospitalFlag], *, by: Any) -> bool:
    """Tell the coordinator, else the lead professional, of the flags; say whether there is one."""
    if case.coordinator_id is None and case.lead_professional_id is None:
        return False
    about = "The records tell of a stay in hospital or at A&E."
    tell_who_acts(case, by=by, about=about, key=_key_of(flags))
    return True


def _stand_on(flags: Sequence[HospitalFlag], case: Case) -> None:
    HospitalFlag.objects.filter(pk__in=[flag.pk for flag in flags]).update(case=case)


def _tell_leads(found: Counter[Team], unlooked: Counter[Team], *, by: Any) -> None:
    """Tell the leads of each team once, in numbers: of the queue, and of those nobody coordinates."""
    told = (
        (found, "teams:case_queue", f"source={Source.RECORD_FLAG}", "come to the queue by hospital flags"),
        (unlooked, "teams:case_load", "owner=nobody", "hospital flags and nobody who coordinates"),
    )
    for people, page, asked, words in told:
        for team, count in people.items():
            about = f"{plural(count, 'person has', 'people have')} {words}."
            address = f"{reverse(page, args=[team.slug])}?{asked}"
            tell_leads(team, by=by, about=about, address=address, key=uuid4())


def _triage_by(flags: Sequence[HospitalFlag]) -> date:
    return triage_by((FlagKind(flag.kind) for flag in flags), flag_rules.current(), on=today())


def _key_of(flags: Sequence[HospitalFlag]) -> UUID:
    """Return one key for the flags a person is told of at once: sent again, they are told once."""
    return uuid5(NAMESPACE_OID, f"hospital flags {sorted(flag.pk for flag in flags)}")

"""Writes of how a member works in a team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db import transaction

from lco.teams.staff import PROFESSIONS, SKILLS, RoleSet
from web.audit.actions import record_write
from web.teams.models import Membership
from web.teams.staff.models import WorkingDay
from web.teams.staff.refusals import ChangedMeanwhile, StaffRefused


@dataclass(frozen=True)
class Hours:
    """The hours of one day of the week, 0 for Monday, in London time."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True)
class Description:
    """How a member works in a team: what they are, whom they answer to professionally, and when they work."""

    profession: str = ""
    role_set: str = ""
    accountable_to: str = ""
    skills: Sequence[str] = ()
    hours: Sequence[Hours] = ()


@transaction.atomic
def describe_member(
    *, by: Any, membership: Membership, description: Description, version: int | None = None
) -> Membership:
    """Keep how a member works in the team; the same again changes nothing.

    A profession without a seat chosen fills the seat it usually does.

    Raises:
        StaffRefused: when a word is on no list, or a day ends before it starts.
        ChangedMeanwhile: when somebody changed it since the form was opened.
    """
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    _refuse_what_cannot_be(description)
    if _says(held, description):
        return held
    if version is not None and held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this member while you wrote: read what is new, then save yours."
        )
    _set(held, description)
    held.version += 1
    held.save(update_fields=["profession", "role_set", "accountable_to", "skills", "version"])
    _set_hours(held, description.hours)
    record_write(by=by, kind="team", id=held.team.slug, detail=f"described the work of user {held.user_id}")
    return held


def _set(held: Membership, description: Description) -> None:
    held.profession = description.profession
    held.role_set = _seat(description)
    held.accountable_to = description.accountable_to.strip()
    held.skills = sorted(set(description.skills))


def _seat(description: Description) -> str:
    usual = PROFESSIONS.get(description.profession)
    return description.role_set or (usual.seat.value if usual else "")


def _says(held: Membership, description: Description) -> bool:
    is_same = (held.profession, held.role_set, held.accountable_to, sorted(held.skills)) == (
        description.profession,
        _seat(description),
        description.accountable_to.strip(),
        sorted(set(description.skills)),
    )
    hours = {(each.weekday, each.starts, each.ends) for each in held.working_days.all()}
    return is_same and hours == {(each.weekday, each.starts, each.ends) for each in description.hours}


def _set_hours(held: Membership, hours: Sequence[Hours]) -> None:
    held.working_days.all().delete()
    WorkingDay.objects.bulk_create(
        WorkingDay(membership=held, weekday=each.weekday, starts=each.starts, ends=each.ends)
        for each in hours
    )


def _refuse_what_cannot_be(description: Description) -> None:
    if description.profession and description.profession not in PROFESSIONS:
        raise StaffRefused("Choose the profession from the list.")
    if description.role_set and description.role_set not in set(RoleSet):
        raise StaffRefused("Choose the seat in the team from the list.")
    if set(description.skills) - set(SKILLS):
        raise StaffRefused("Choose skills from the list.")
    if len({each.weekday for each in description.hours}) != len(list(description.hours)):
        raise StaffRefused("Give each day of the week once.")
    if any(each.ends <= each.starts for each in description.hours):
        raise StaffRefused("A working day ends after it starts: check the hours.")

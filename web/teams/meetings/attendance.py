"""Who takes part in a meeting, and whether the quorum is met."""

from __future__ import annotations

from lco.teams.quorum import STANDARD, Attender, Verdict, check
from lco.teams.staff import RoleSet
from web.teams.meetings.models import Attendance, Meeting


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Return everybody named for the meeting: who takes part first, then who sent apologies, by name."""
    found = Attendance.objects.filter(meeting=meeting).select_related("user")
    return sorted(found, key=lambda each: (not each.is_there, each.name))


def quorum_of(meeting: Meeting) -> Verdict:
    """Return whether the quorum is met by those who take part."""
    return verdict(attendances_of(meeting))


def verdict(attendances: list[Attendance]) -> Verdict:
    """Return whether the quorum is met by `attendances`; who fills no seat is counted among those there."""
    return check([_attender(each) for each in attendances if each.role_set], STANDARD)


def organisations(attendances: list[Attendance]) -> list[str]:
    """Return the organisations that take part."""
    return sorted({each.organisation for each in attendances if each.is_there})


def _attender(attendance: Attendance) -> Attender:
    return Attender(
        name=attendance.name,
        organisation=attendance.organisation,
        role_set=RoleSet(attendance.role_set),
        is_there=attendance.is_there,
    )

"""Who takes part in a meeting, and whether the quorum is met."""

from __future__ import annotations

from lco.teams.quorum import Attender, QuorumRule, Verdict, check, rule_of
from lco.teams.staff import RoleSet
from web.teams.cases import standards
from web.teams.meetings.models import Attendance, Meeting, TeamQuorum


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Return everybody named for the meeting: who takes part first, then who sent apologies, by name."""
    found = Attendance.objects.filter(meeting=meeting).select_related("user")
    return sorted(found, key=lambda each: (not each.is_there, each.name))


def quorum_of(meeting: Meeting) -> Verdict:
    """Return whether the quorum is met by those who take part."""
    return verdict(meeting, attendances_of(meeting))


def verdict(meeting: Meeting, attendances: list[Attendance]) -> Verdict:
    """Return whether the quorum of the meeting's team is met by `attendances`."""
    rule = rule_for(meeting.team_id)
    return check([_attender(each) for each in attendances if each.role_set], rule)


def own_quorum(team: int) -> TeamQuorum | None:
    """Return the quorum a team set for itself, or None where that of the place holds."""
    return TeamQuorum.objects.filter(team=team).select_related("set_by").first()


def rule_for(team: int) -> QuorumRule:
    """Return the quorum of a team: its own, or else that of the place."""
    own = own_quorum(team)
    return rule_of([RoleSet(each) for each in own.seats], own.because) if own else standards.quorum()


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

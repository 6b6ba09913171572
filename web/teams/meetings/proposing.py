"""Who is proposed for an agenda, with names, and how many there is time for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lco.teams.agenda import Proposal, room_for
from web.records.models import Person
from web.teams.cases import standards
from web.teams.cases.models import Case
from web.teams.meetings.candidates import proposals_for
from web.teams.meetings.models import Meeting
from web.teams.meetings.queries import items_of


@dataclass(frozen=True)
class Proposed:
    """A person proposed for the agenda; `fits` says that there is time for them."""

    proposal: Proposal
    person: Person
    fits: bool

    @property
    def case(self) -> int:
        """The key of the case."""
        return self.proposal.case


def room_in(meeting: Meeting) -> int:
    """Return how many more people there is time for."""
    room = room_for(minutes=meeting.minutes, minutes_each=meeting.minutes_each, known=standards.current())
    return max(room - len(items_of(meeting)), 0)


def proposed_for(meeting: Meeting) -> list[Proposed]:
    """Return who should be discussed, the most pressing first."""
    proposals, room = proposals_for(meeting), room_in(meeting)
    cases = Case.objects.filter(pk__in=[each.case for each in proposals]).select_related("person")
    people = {case.pk: case.person for case in cases}
    return [
        Proposed(each, people[each.case], place < room)
        for place, each in enumerate(proposals)
        if each.case in people
    ]


def case_with_number(team: Any, nhs_number: str) -> Case | None:
    """Return the open case of `team` whose person has this NHS number, or None."""
    found = Case.objects.open().filter(team=team, person__nhs_number=nhs_number)
    return found.select_related("person").first()

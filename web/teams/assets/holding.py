"""How a person is held while somebody connects them: their row locked, the actor's sight asked inside."""

from __future__ import annotations

from typing import Any

from web.records.models import Person
from web.teams.access.people import Seen, seen
from web.teams.cases.queries import open_case_of
from web.teams.models import Team
from web.teams.queries import teams_of


class ConnectionRefused(ValueError):
    """What cannot be done with a connection; the message says why and what to do."""


class ConnectionChangedMeanwhile(ConnectionRefused):
    """Somebody moved the connection on since the form was opened."""


def hold_person(by: Any, person: Person) -> Seen:
    """Lock the row of a person and return the ground on which `by` sees them.

    Whether `by` may is asked inside: a membership may end while a form is open.

    Raises:
        ConnectionRefused: when the person is not of the actor's teams.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    found = seen(by, person.pk) if by.has_perm("teams.connect_people") else None
    if found is None:
        raise ConnectionRefused("Only a team that looks after the person connects them to a service.")
    return found


def team_that_connects(by: Any, held: Seen) -> Team:
    """Return the team of `by` for which the person is connected.

    Raises:
        ConnectionRefused: when `by` sees the person in an emergency only.
    """
    mine, case = teams_of(by), open_case_of(held.pseudonym)
    team = mine.filter(slug=held.team).first() or (mine.filter(pk=case.team_id).first() if case else None)
    if team is None:
        raise ConnectionRefused("You see this person in an emergency only: ask their team to connect them.")
    return team


def neighbourhood_of(held: Seen, team: Team) -> str:
    """Return where the person lives; where that is not known, the area of the team."""
    return held.listing.neighbourhood if held.listing else team.area

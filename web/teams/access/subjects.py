"""What the rules have to know of a person: age, and what they have said about their information."""

from __future__ import annotations

from datetime import date

from lco.teams.governance import Subject
from web.records.models import Person
from web.teams.queries import today

# Below this age a child decides alone only when found competent [M]: Family Law Reform Act 1969 s8.
CHILD_BELOW = 16


def subject_of(person: Person) -> Subject:
    """Return the person as the rules see them today."""
    return Subject(is_child=years_old(person.born_on, today()) < CHILD_BELOW)


def years_old(born_on: date, on: date) -> int:
    """Return the age in whole years on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))

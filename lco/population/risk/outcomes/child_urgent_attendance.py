"""A child's unplanned attendance at an emergency department or walk-in centre within twelve months."""

from __future__ import annotations

from datetime import date

from ibis.expr.types import Table

from lco.population.example import Example
from lco.population.neighbourhoods import residents
from lco.population.risk.outcome import marked, outcome, twelve_months_from
from lco.population.tables import Records, age_on, in_period

ADULT_AGE = 18


@outcome(
    title="Child's urgent attendance within 12 months",
    happens="a child's urgent attendance in the next 12 months",
    why="Children's urgent care is mostly fright and minor illness that families can be helped with nearby.",
    source="Definition of our own design: residents under 18, attendances as the records give them",
    owner="Director of children's services",
    next_review=date(2027, 4, 1),
    unit="people",
    example=Example(
        given={
            "people": """
                person | born_on
                1      | 2010-01-01
                2      | 2000-04-01
                3      | 2000-05-01
                4      | 2016-01-01
                5      | 2017-01-01
            """,
            "attendances": """
                person | attended_on | kind
                1      | 2018-04-01  | emergency_department
                2      | 2018-06-01  | emergency_department
                3      | 2019-03-31  | walk_in_centre
                4      | 2018-03-31  | emergency_department
                5      | 2019-04-01  | emergency_department
            """,
        },
        expect={1: True, 3: True, 4: False, 5: False},
        working=(
            "Person 1 attended on the first day and person 3, who was 17 on it, on the last. Person 2 was 18 "
            "on 1 April 2018: not a child. Person 4 attended the day before, person 5 the day after."
        ),
    ),
)
def child_urgent_attendance(records: Records, index_on: date) -> Table:
    """Return whether a resident under 18 on the day attended urgently within twelve months."""
    people = residents(records, index_on)
    children = people.filter(age_on(people.born_on, index_on) < ADULT_AGE).select("person")
    attendances = records["attendances"]
    attended = attendances.filter(in_period(attendances.attended_on, twelve_months_from(index_on)))
    return marked(children, attended)

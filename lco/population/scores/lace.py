"""LACE: how likely people who left hospital lately are to die or come back within 30 days."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
from ibis.expr.types import IntegerValue, Table

from lco.population.coded import coded_before
from lco.population.codelist import groups_of_people, load, masks
from lco.population.cut_offs import cut_off
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records
from lco.population.weights import load_weights
from lco.records.tables import AdmissionMethod, AttendanceKind

GROUPS = load("charlson_quan")
WEIGHTS = load_weights("charlson_lace")
# Days in hospital to points, from the longest; illness and attendances are counted as they are up to a most.
LENGTH = ((14, 7), (7, 5), (4, 4), (3, 3), (2, 2), (1, 1))
ACUTE = 3
ILLNESS_FROM, ILLNESS_POINTS = 4, 5
ATTENDANCES_MOST = 4


@score(
    title="Return to hospital (LACE)",
    why="The days after a discharge are the most dangerous: a call or a visit then prevents a return.",
    source=(
        "van Walraven 2010 (CMAJ 182:551-7): length of stay, acute admission, comorbidity with its own "
        "weights, codelists/weights/charlson_lace.csv, emergency attendances in the six months before; 0 to "
        "19, 10 and over is high, though in England the best cut-off rises with age (Cotter 2012)"
    ),
    owner="Public health lead",
    next_review=date(2027, 4, 1),
    unit="points",
    when_absent={"lace": None, "lace_high": None},
    example=Example(
        given={
            "admissions": """
                person | starts_on  | ends_before | method    | code
                1      | 2018-03-20 | 2018-03-25  | emergency | I50
                2      | 2018-03-20 | 2018-03-22  | elective  |
                3      | 2018-02-20 | 2018-03-01  | emergency |
                4      | 2018-03-25 |             | emergency |
                5      | 2018-03-05 | 2018-03-10  | emergency |
                5      | 2018-03-28 | 2018-03-28  | elective  |
                6      | 2018-03-02 | 2018-03-31  | emergency | C78.0
            """,
            "conditions": """
                person | code  | starts_on
                1      | F03   | 2015-01-01
                5      | N18.3 | 2015-01-01
                5      | E11.9 | 2015-01-01
            """,
            "attendances": """
                person | attended_on | kind
                1      | 2018-03-20  | emergency_department
                1      | 2018-03-01  | emergency_department
                1      | 2017-12-01  | emergency_department
                1      | 2017-11-01  | walk_in_centre
                1      | 2017-09-01  | emergency_department
                6      | 2018-02-01  | emergency_department
                6      | 2018-02-02  | emergency_department
                6      | 2018-02-03  | emergency_department
                6      | 2018-02-04  | emergency_department
                6      | 2018-02-05  | emergency_department
            """,
        },
        expect={
            1: {"lace": 14, "lace_high": 1},
            2: {"lace": 2, "lace_high": 0},
            3: None,
            4: None,
            5: {"lace": 3, "lace_high": 0},
            6: {"lace": 19, "lace_high": 1},
        },
        working=(
            "Person 1 stayed 5 days, 4 points, acute, 3, with heart failure 2 and dementia 3, which make 5, "
            "and attended twice in the six months before, not counting the attendance that led in: 14. "
            "Person 2 stayed 2 days by appointment: 2. Person 3 left more than 30 days ago and person 4 has "
            "not left: neither has a score. Person 5's last stay counts, a day case, with kidney disease 2 "
            "and diabetes 1: 3. Person 6 has every point: 7, 3, 5 and 4."
        ),
    ),
)
def lace(records: Records, index_on: date) -> Table:
    """Return person, lace and lace_high (1 or 0) for people discharged in the 30 days before a day.

    Of several discharges the last counts. Attendances on the day of admission are taken for the one that
    led to it.
    """
    stays = _last_stays(records, index_on)
    ill = groups_of_people(coded_before(records, index_on), masks(records, GROUPS))
    attended = _attendances(records, stays)
    joined = stays.left_join(ill, "person").left_join(attended, stays.person == attended.person)
    people = joined.select(stays, mask=ill.mask_0.coalesce(0), attendances=attended.attendances.coalesce(0))
    illness = WEIGHTS.points([people.mask], GROUPS, "lace")
    points = (
        _length_points(people.days)
        + _points(people.method == AdmissionMethod.EMERGENCY.value, ACUTE)
        + ibis.ifelse(illness >= ILLNESS_FROM, ibis.literal(ILLNESS_POINTS, "int32"), illness)
        + ibis.least(people.attendances.cast("int32"), ibis.literal(ATTENDANCES_MOST, "int32"))
    )
    scored = people.select("person", lace=points.cast("int32"))
    return scored.mutate(lace_high=_points(scored.lace >= cut_off("lace_high_from"), 1))


def _last_stays(records: Records, index_on: date) -> Table:
    """Return the last stay of each person discharged in the window: person, starts_on, days, method."""
    stays = records["admissions"]
    first = index_on - timedelta(days=cut_off("lace_discharge_days"))
    ended = stays.filter(stays.ends_before >= ibis.literal(first), stays.ends_before < ibis.literal(index_on))
    order = ibis.window(
        group_by=ended.person,
        order_by=[ended.ends_before.desc(), ended.starts_on.desc(), ended.spell.desc()],
    )
    ranked = ended.mutate(place=ibis.row_number().over(order))
    last = ranked.filter(ranked.place == 0)
    return last.select(
        "person", "starts_on", "method", days=last.ends_before.delta(last.starts_on, unit="day")
    )


def _attendances(records: Records, stays: Table) -> Table:
    """Return person and how often each attended in the six months before the stay."""
    visits = records["attendances"]
    visits = visits.filter(visits.kind == AttendanceKind.EMERGENCY_DEPARTMENT.value)
    begun = stays.select("person", "starts_on")
    pairs = visits.join(begun, "person").select("person", "attended_on", "starts_on")
    gap = pairs.starts_on.delta(pairs.attended_on, unit="day")
    before = pairs.filter(gap > 0, gap <= cut_off("lace_attendance_days"))
    return before.group_by("person").agg(attendances=before.count())


def _points(earned: ibis.expr.types.BooleanValue, points: int) -> IntegerValue:
    given: IntegerValue = earned.ifelse(ibis.literal(points, "int32"), ibis.literal(0, "int32"))
    return given


def _length_points(days: IntegerValue) -> IntegerValue:
    cases = [(days >= least, ibis.literal(points, "int32")) for least, points in LENGTH]
    points: IntegerValue = ibis.cases(*cases, else_=ibis.literal(0, "int32"))
    return points

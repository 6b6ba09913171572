"""Charlson comorbidity with points for age, kept apart from the score without."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import IntegerValue, Table

from lco.population.coded import coded_before
from lco.population.codelist import groups_of_people, load, masks
from lco.population.cut_offs import cut_off
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records, aged
from lco.population.weights import load_weights

GROUPS = load("charlson_quan")
WEIGHTS = load_weights("charlson_quan")
YEARS_A_POINT = 10


@score(
    title="Charlson comorbidity with age",
    why="Studies report Charlson with points for age: it stands apart, for age is a predictor of its own.",
    source=(
        "Charlson 1994 (J Clin Epidemiol 47:1245-51): a point for each ten years from 50, at most 4, "
        "codelists/cut_offs.csv; illnesses with the weights of Quan 2011"
    ),
    owner="Public health lead",
    next_review=date(2027, 4, 1),
    unit="points",
    when_absent={"charlson_age_adjusted": 0},
    example=Example(
        given={
            "people": """
                person | born_on
                1      | 1968-04-01
                2      | 1968-05-01
                3      | 1938-04-01
                4      | 1920-01-01
                5      | 1980-01-01
                6      | 1980-01-01
            """,
            "conditions": """
                person | code  | starts_on
                1      | I50.0 | 2016-02-01
                2      | I50.0 | 2016-02-01
                5      | C78.0 | 2016-02-01
            """,
        },
        expect={
            1: {"charlson_age_adjusted": 3},
            2: {"charlson_age_adjusted": 2},
            3: {"charlson_age_adjusted": 4},
            4: {"charlson_age_adjusted": 4},
            5: {"charlson_age_adjusted": 6},
            6: None,
        },
        working=(
            "Person 1 is 50 on the index day, 1 point, and has heart failure, 2. Person 2 is 49 and has the "
            "illness alone. Person 3 is 80 and person 4 is 98: 4 points, the most for age."
        ),
    ),
)
def charlson_age_adjusted(records: Records, index_on: date) -> Table:
    """Return person and charlson_age_adjusted, for people with a point."""
    ages = aged(records, index_on)
    ill = groups_of_people(coded_before(records, index_on), masks(records, GROUPS))
    joined = ages.left_join(ill, "person")
    people = joined.select(ages.person, ages.age, mask=ill.mask_0.coalesce(0))
    illness = WEIGHTS.points([people.mask], GROUPS, "quan_2011")
    scored = people.select("person", charlson_age_adjusted=(illness + age_points(people.age)).cast("int32"))
    return scored.filter(scored.charlson_age_adjusted > 0)


def age_points(age: IntegerValue) -> IntegerValue:
    """Return the points for complete years of age."""
    from_age, most = cut_off("charlson_age_from"), cut_off("charlson_age_most")
    points: IntegerValue = ibis.literal(0, "int32")
    for step in range(most):
        reached = age >= from_age + YEARS_A_POINT * step
        points = points + reached.ifelse(ibis.literal(1, "int32"), ibis.literal(0, "int32"))
    return points

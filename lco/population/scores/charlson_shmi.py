"""Charlson comorbidity with the codes and weights of England's hospital mortality indicator, the SHMI."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis
from ibis.expr.types import IntegerValue, Table

from lco.population.coded import coded_before
from lco.population.codelist import groups_of_people, load, masks
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records
from lco.population.weights import load_weights

GROUPS = load("charlson_shmi")
WEIGHTS = load_weights("charlson_shmi")


@score(
    title="Charlson comorbidity, SHMI weights",
    why="Hospitals in England are compared with these weights: a place can speak of the same number.",
    source=(
        "SHMI indicator specification 1.60 of NHS England, codelists/charlson_shmi.csv and its weights; "
        "a sum below nought counts as 0. The SHMI looks at the other diagnoses of one spell; here all that "
        "was recorded before the day is looked at"
    ),
    owner="Public health lead",
    next_review=date(2027, 4, 1),
    unit="points",
    when_absent={"charlson_shmi": 0},
    example=Example(
        given={
            "conditions": """
                person | code  | starts_on
                1      | I50.0 | 2016-02-01
                1      | F01   | 2016-03-01
                1      | C34   | 2017-01-01
                1      | C78.0 | 2017-01-01
                2      | E11.2 | 2017-01-01
                3      | E11.2 | 2017-01-01
                3      | E11.9 | 2017-01-01
                3      | N18.3 | 2017-01-01
                4      | J06   | 2017-01-01
            """,
        },
        expect={1: {"charlson_shmi": 41}, 2: {"charlson_shmi": 0}, 3: {"charlson_shmi": 9}, 4: None},
        working=(
            "Person 1 has heart failure 13, dementia 14 and a spread cancer 14, to which the first yields: "
            "41. Person 2's complications of diabetes weigh -1, and nobody has less than 0. Person 3 has "
            "kidney disease, 10, as well: 9."
        ),
    ),
)
def charlson_shmi(records: Records, index_on: date) -> Table:
    """Return person and charlson_shmi, for people in any group."""
    people = groups_of_people(coded_before(records, index_on), masks(records, GROUPS))
    return people.select("person", **points([people[name] for name in GROUPS.columns]))


def points(masks: Sequence[IntegerValue]) -> dict[str, IntegerValue]:
    """Return charlson_shmi from the mask columns of `GROUPS`."""
    summed = WEIGHTS.points(masks, GROUPS, "shmi")
    return {"charlson_shmi": ibis.greatest(summed, ibis.literal(0, "int32"))}

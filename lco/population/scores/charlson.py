"""Charlson comorbidity from ICD-10 diagnoses, with the weights of 1987 and of 2011."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from lco.population.codelist import groups_of_people, has, load, masks
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records

GROUPS = load("charlson_quan")

# Weights and hierarchy are facts of the publications named below, group by group: 1987, then 2011.
WEIGHTS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "mi": (1, 0),
        "chf": (1, 2),
        "pvd": (1, 0),
        "cevd": (1, 0),
        "dementia": (1, 2),
        "cpd": (1, 1),
        "rheumd": (1, 1),
        "pud": (1, 0),
        "mld": (1, 2),
        "diab": (1, 0),
        "diabwc": (2, 1),
        "hp": (2, 2),
        "rend": (2, 1),
        "canc": (2, 2),
        "msld": (3, 4),
        "metacanc": (6, 6),
        "aids": (6, 4),
    }
)
# Words a team may read on a list: no more than care needs, so the last group is not named outright.
PLAIN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "mi": "heart attack",
        "chf": "heart failure",
        "pvd": "disease of the arteries",
        "cevd": "stroke or mini-stroke",
        "dementia": "dementia",
        "cpd": "asthma or other lung disease",
        "rheumd": "rheumatic disease",
        "pud": "peptic ulcer",
        "mld": "liver disease",
        "diab": "diabetes",
        "diabwc": "diabetes with complications",
        "hp": "paralysis",
        "rend": "kidney disease",
        "canc": "cancer",
        "msld": "severe liver disease",
        "metacanc": "cancer that has spread",
        "aids": "serious disease of the immune system",
    }
)
REMOVED_BY: Mapping[str, str] = MappingProxyType({"mld": "msld", "diab": "diabwc", "canc": "metacanc"})


@score(
    title="Charlson comorbidity",
    why="Several serious illnesses at once raise the risk of death and of hospital stays: one number for it.",
    source=(
        "Weights: Charlson 1987 (J Chronic Dis 40:373-83) and Quan 2011 (Am J Epidemiol 173:676-82); "
        "codes: Quan 2005, codelists/charlson_quan.csv; the milder form of a disease yields to the severer"
    ),
    owner="Public health lead",
    next_review=date(2027, 4, 1),
    unit="points",
    example=Example(
        given={
            "conditions": """
                person | code  | starts_on
                1      | I50   | 2016-02-01
                1      | F01   | 2016-03-01
                1      | E11.2 | 2016-04-01
                1      | C78.0 | 2017-01-01
                1      | C34   | 2017-01-01
                2      | B20   | 2017-01-01
                3      | K70.3 | 2017-01-01
                3      | I85.0 | 2017-01-01
                4      | J06   | 2017-01-01
                5      | I50   | 2018-04-01
            """,
            "admissions": """
                person | code | starts_on
                6      | I21  | 2017-05-01
            """,
        },
        expect={
            1: {"charlson": 11, "charlson_1987": 10},
            2: {"charlson": 4, "charlson_1987": 6},
            3: {"charlson": 4, "charlson_1987": 3},
            4: None,
            5: None,
            6: {"charlson": 0, "charlson_1987": 1},
        },
        working=(
            "Person 1 has heart failure 2, dementia 2, diabetes with complications 1 and a spread cancer 6, "
            "which makes 11: the first cancer yields to the spread one. Person 4's cold is in no group and "
            "person 5's heart failure was recorded on the index day, not before it: neither has a point."
        ),
    ),
)
def charlson(records: Records, index_on: date) -> Table:
    """Return person, charlson (2011), charlson_1987 and mask of groups, for people in any group.

    A group counts once, however often and wherever it was recorded before `index_on`: as a diagnosis or
    as the main diagnosis of an admission.
    """
    before = ibis.literal(index_on)
    diagnoses, admissions = records["conditions"], records["admissions"]
    admissions = admissions.filter(admissions.starts_on < before, admissions.code.notnull())
    events = (
        diagnoses.filter(diagnoses.starts_on < before)
        .select("person", "code")
        .union(admissions.select("person", "code"))
    )
    people = groups_of_people(events, masks(records, GROUPS))
    return people.select(
        "person",
        "mask",
        charlson=_points(people, edition=1),
        charlson_1987=_points(people, edition=0),
    )


def _points(people: Table, *, edition: int) -> IntegerValue:
    points: IntegerValue = ibis.literal(0, "int32")
    for group, weights in WEIGHTS.items():
        points = points + counted(people, group).cast("int32") * weights[edition]
    whole: IntegerValue = points.cast("int32")
    return whole


def counted(people: Table, group: str) -> BooleanValue:
    """Say of a table with `mask` whether a group counts: held, and not removed by its severer form."""
    held = has(people, GROUPS.bit(group))
    if group in REMOVED_BY:
        held = held & ~has(people, GROUPS.bit(REMOVED_BY[group]))
    return held


def illnesses(people: Table) -> list[tuple[str, BooleanValue]]:
    """Return the illnesses that earn points in 2011, in plain words, and whether each person has them."""
    return [
        (PLAIN_WORDS[group], counted(people, group)) for group, weights in WEIGHTS.items() if weights[1] > 0
    ]

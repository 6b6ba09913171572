"""Charlson comorbidity from ICD-10 diagnoses, with the weights of 1987 and of 2011."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from ibis.expr.types import BooleanValue, IntegerValue, Table

from lco.population.coded import coded_before
from lco.population.codelist import groups_of_people, load, masks
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records
from lco.population.weights import load_weights

GROUPS = load("charlson_quan")

WEIGHTS = load_weights("charlson_quan")
# Words a team may read on a list: no more than care needs. The last group, aids, has none: it is held closer,
# and any word of its own would name it.
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
    }
)


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
    when_absent={"mask": 0, "charlson": 0, "charlson_1987": 0},
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
    people = groups_of_people(coded_before(records, index_on), masks(records, GROUPS))
    return people.select("person", mask=people.mask_0, **points([people.mask_0]))


def points(masks: Sequence[IntegerValue]) -> dict[str, IntegerValue]:
    """Return charlson and charlson_1987 from the mask columns of `GROUPS`."""
    return {
        "charlson": WEIGHTS.points(masks, GROUPS, "quan_2011"),
        "charlson_1987": WEIGHTS.points(masks, GROUPS, "original_1987"),
    }


def illnesses(people: Table) -> list[tuple[str, BooleanValue]]:
    """Return the illnesses that earn points in 2011 and have words, and whether each person has them.

    Args:
        people: a table with `mask`, as `charlson` returns it.
    """
    weights = WEIGHTS.editions["quan_2011"]
    return [
        (words, WEIGHTS.counted([people.mask], GROUPS, group))
        for group, words in PLAIN_WORDS.items()
        if weights[group] > 0
    ]

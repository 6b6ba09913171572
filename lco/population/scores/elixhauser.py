"""Elixhauser comorbidity from ICD-10 diagnoses, as one number with the weights of van Walraven."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ibis.expr.types import IntegerValue, Table

from lco.population.coded import coded_before
from lco.population.codelist import groups_of_people, load, masks
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records
from lco.population.weights import load_weights

GROUPS = load("elixhauser_quan")
WEIGHTS = load_weights("elixhauser_quan")


@score(
    title="Elixhauser comorbidity",
    why="Thirty-one groups of illness tell more about the risk of dying in hospital than Charlson's 17.",
    source=(
        "Weights: van Walraven 2009 (Medical Care 47:626-33); codes: Quan 2005, "
        "codelists/elixhauser_quan.csv; the milder form of a disease yields to the "
        "severer; a sum below nought is valid and is kept"
    ),
    owner="Public health lead",
    next_review=date(2027, 4, 1),
    unit="points",
    when_absent={"elixhauser": 0},
    example=Example(
        given={
            "conditions": """
                person | code  | starts_on
                1      | I50.0 | 2016-02-01
                1      | J44.9 | 2016-03-01
                1      | E66.9 | 2016-04-01
                1      | D50.0 | 2017-01-01
                2      | F11.2 | 2017-01-01
                2      | F11.2 | 2017-06-01
                3      | C34   | 2016-01-01
                3      | C78.0 | 2017-01-01
                4      | J06   | 2017-01-01
                5      | I50   | 2018-04-01
            """,
            "admissions": """
                person | code  | starts_on
                6      | K70.3 | 2017-05-01
            """,
        },
        expect={
            1: {"elixhauser": 4},
            2: {"elixhauser": -7},
            3: {"elixhauser": 12},
            4: None,
            5: None,
            6: {"elixhauser": 11},
        },
        working=(
            "Person 1 has heart failure 7, lung disease 3, obesity -4 and anaemia of blood loss -2, which "
            "makes 4. Person 2's drug problem weighs -7 and counts once. Person 3's first cancer yields to "
            "the spread one, 12. Person 5's heart failure was recorded on the index day, not before it."
        ),
    ),
)
def elixhauser(records: Records, index_on: date) -> Table:
    """Return person and elixhauser, from -19 to 85, for people in any group.

    A group counts once, however often and wherever it was recorded before `index_on`.
    """
    people = groups_of_people(coded_before(records, index_on), masks(records, GROUPS))
    return people.select("person", **points([people[name] for name in GROUPS.columns]))


def points(masks: Sequence[IntegerValue]) -> dict[str, IntegerValue]:
    """Return elixhauser from the mask columns of `GROUPS`."""
    return {"elixhauser": WEIGHTS.points(masks, GROUPS, "van_walraven")}

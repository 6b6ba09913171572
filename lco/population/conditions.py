"""The conditions the platform speaks of: one bit each in a whole number, whoever recorded them.

``codelists/conditions.csv`` names them in the order of their bits; their codes stand in
``conditions_icd10.csv`` and ``conditions_synthetic.csv``, and a place's own terminology adds those of
SNOMED CT, Read codes or OMOP. What a condition means here is what its codes say, not a diagnosis of our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import ibis
from ibis.expr.types import BooleanValue, IntegerValue

from lco.engine import bit_count
from lco.population.codelist import BITS, CodeList, from_files
from lco.population.codelist_file import CodeListRefused, headed, read_codes, table_rows

_FOLDER = Path(__file__).parent / "codelists"
_YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Condition:
    """A condition of the catalogue.

    Attributes:
        id: its name in files, rules and code.
        title: its name on a page.
        plain_words: how a reason names it.
        is_long_term: whether it counts among a person's long-term conditions.
        is_mental_health: whether it is a need of mental health.
        bit: its bit in `illnesses`.
    """

    id: str
    title: str
    plain_words: str
    is_long_term: bool
    is_mental_health: bool
    bit: int


def read_catalogue(path: Path) -> Mapping[str, Condition]:
    """Return the conditions of a file, by id, in the order of their bits.

    Raises:
        CodeListRefused: when one stands twice, a flag is neither yes nor no, or there are too many.
    """
    _, rows, _ = headed(path)
    found: dict[str, Condition] = {}
    for number, row in table_rows(path, rows):
        flags = {_YES_OR_NO.get(row[name]) for name in ("is_long_term", "is_mental_health")}
        if row["id"] in found or None in flags or len(found) == BITS:
            raise CodeListRefused(
                f"{path.name}, line {number}: give each condition once, its flags yes or no, at most {BITS}."
            )
        found[row["id"]] = Condition(
            id=row["id"],
            title=row["title"],
            plain_words=row["plain_words"],
            is_long_term=_YES_OR_NO[row["is_long_term"]],
            is_mental_health=_YES_OR_NO[row["is_mental_health"]],
            bit=1 << len(found),
        )
    return MappingProxyType(found)


CATALOGUE = read_catalogue(_FOLDER / "conditions.csv")
LONG_TERM = sum(each.bit for each in CATALOGUE.values() if each.is_long_term)
MENTAL_HEALTH = sum(each.bit for each in CATALOGUE.values() if each.is_mental_health)


@cache
def condition_codes() -> CodeList:
    """Return the codes of the conditions; ``mask_0`` of its masks is `illnesses`."""
    files = [read_codes(_FOLDER / f"conditions_{name}.csv") for name in ("icd10", "synthetic")]
    return from_files("conditions", files, groups=tuple(CATALOGUE))


def has_condition(illnesses: IntegerValue, condition: str) -> BooleanValue:
    """Say whether a person has a condition.

    Args:
        illnesses: bits of the conditions of the catalogue.
        condition: id of one of them.

    Raises:
        KeyError: when the catalogue has no such condition.
    """
    return has_any(illnesses, [condition])


def has_any(illnesses: IntegerValue, conditions: list[str]) -> BooleanValue:
    """Say whether a person has any of some conditions.

    Raises:
        KeyError: when the catalogue lacks one of them.
    """
    bits = sum({CATALOGUE[each].bit for each in conditions})
    has: BooleanValue = (illnesses & ibis.literal(bits, "int64")) != 0
    return has


def number_of(illnesses: IntegerValue, among: int = LONG_TERM) -> IntegerValue:
    """Return how many of the conditions among some bits a person has, long-term ones when not said."""
    found: IntegerValue = bit_count(illnesses & ibis.literal(among, "int64"))
    return found

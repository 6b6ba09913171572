"""People who meet criteria, counted in one pass over the people list: exact numbers, for nobody to see yet.

What may be shown of them is decided in `lco.population.counted`.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, Table

from lco.population.criteria import Criteria, Criterion

NOT_PLACED = "not_placed"


@dataclass(frozen=True)
class Near:
    """Criteria that may differ from those asked for by a few people, and how a sentence names them."""

    criteria: Criteria
    words: str


@dataclass(frozen=True)
class Cell:
    """The people of one area and tier.

    Attributes:
        area: id of the neighbourhood, or ``not_placed``.
        tier: high, rising or low.
        everybody: people of the area and tier, whether or not they meet the criteria.
        people: those who meet them; what follows is of these.
        needs: those with a need of mental health.
        cost_pence: what their care cost in twelve months.
        risk, with_risk: sum of their risks, and how many have one.
    """

    area: str
    tier: str
    everybody: int
    people: int
    needs: int
    cost_pence: int
    risk: float
    with_risk: int


@dataclass(frozen=True)
class Tally:
    """Exact counts by area and tier.

    Attributes:
        cells: every area and tier in which anybody lives.
        differing: for each criteria near those asked for, in the order given, how many people meet one
            of the two and not the other.
    """

    cells: tuple[Cell, ...]
    differing: Mapping[Near, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Everybody who meets the criteria."""
        return sum(cell.people for cell in self.cells)

    @property
    def everybody(self) -> int:
        """Everybody."""
        return sum(cell.everybody for cell in self.cells)


def steps_back(criteria: Criteria) -> Sequence[Near]:
    """Return the criteria that lack one criterion or one alternative of `criteria`.

    Somebody who asks for all who meet A, and for all who meet A and b, learns by subtraction who meets A
    and not b. So whoever asks for the second is held against the first, asked for or not.
    """
    groups = criteria.alternatives
    lacking: list[Near] = []
    for number, together in enumerate(groups):
        rest = groups[:number] + groups[number + 1 :]
        if rest:
            words = " and ".join(each.describe() for each in together)
            lacking.append(Near(Criteria(rest), f"the same without the group '{words}'"))
        for position, each in enumerate(together):
            if len(together) > 1:
                fewer = together[:position] + together[position + 1 :]
                shorter = Criteria((*groups[:number], fewer, *groups[number + 1 :]))
                lacking.append(Near(shorter, f"the same without '{each.describe()}'"))
    return lacking


def tally(con: Any, people: Table, criteria: Criteria, *, near: Iterable[Near] = ()) -> Tally:
    """Count the people who meet `criteria`, by area and tier.

    Args:
        con: backend of `people`.
        people: the people list of a run; what it lacks of risk or need counts as not known.
        criteria: who is counted.
        near: criteria to hold them against.

    Raises:
        CriteriaRefused: when the list does not hold a field.
    """
    beside = list(dict.fromkeys(near))
    asked = _criterion_columns([criteria, *(each.criteria for each in beside)])
    marked = _marked(people, asked)
    inside = _meets(marked, criteria, asked)
    apart = {
        f"apart_{number}": (inside ^ _meets(marked, each.criteria, asked)).sum()
        for number, each in enumerate(beside)
    }
    rows = con.to_pyarrow(
        marked.group_by("area", "tier").agg(
            everybody=marked.count(),
            people=inside.sum(),
            needs=(inside & marked.needs).sum(),
            cost_pence=inside.ifelse(marked.cost, 0).sum(),
            # Risks are summed in whole millionths: sums of whole numbers are the same in every order.
            risk=inside.ifelse((marked.risk * 1_000_000).round().cast("int64"), 0).fill_null(0).sum(),
            with_risk=(inside & marked.risk.notnull()).sum(),
            **apart,
        )
    ).to_pylist()
    cells = sorted((_cell(row) for row in rows), key=lambda cell: (cell.area, cell.tier))
    differing = {each: sum(row[f"apart_{n}"] for row in rows) for n, each in enumerate(beside)}
    return Tally(tuple(cells), differing)


def _marked(people: Table, asked: Mapping[Criterion, str]) -> Table:
    """Return what is counted of each person, and a column for each criterion asked for."""
    return people.select(
        area=people.neighbourhood.fill_null(NOT_PLACED),
        tier=people.tier,
        cost=people.cost_pence,
        risk=_column(people, "risk", "float64"),
        needs=_column(people, "has_mental_health_need", "boolean").fill_null(False),
        **{name: each.expression(people) for each, name in asked.items()},
    )


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(
        area=row["area"],
        tier=row["tier"],
        everybody=row["everybody"],
        people=row["people"],
        needs=row["needs"],
        cost_pence=int(row["cost_pence"]),
        risk=row["risk"] / 1_000_000,
        with_risk=row["with_risk"],
    )


def _criterion_columns(asked: Sequence[Criteria]) -> dict[Criterion, str]:
    """Name a column for each distinct criterion, so that each is worked out once however often it is used."""
    each = (one for criteria in asked for together in criteria.alternatives for one in together)
    return {one: f"meets_{number}" for number, one in enumerate(dict.fromkeys(each))}


def _meets(marked: Table, criteria: Criteria, columns: Mapping[Criterion, str]) -> BooleanValue:
    alternatives = [
        functools.reduce(operator.and_, [marked[columns[each]] for each in together])
        for together in criteria.alternatives
    ]
    return functools.reduce(operator.or_, alternatives)


def _column(people: Table, name: str, kind: str) -> Any:
    return people[name] if name in people.columns else ibis.null(kind)

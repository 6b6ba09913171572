"""What may be shown of counts that anybody may ask for, as often as they like and of whom they like.

A published table is withheld once and for all. A builder of cohorts answers question after question, and
two answers can be subtracted: all who meet A, less all who meet A and b, are those who do not meet b. So
besides what every published count obeys (`lco.disclosure`), three things hold here:

1. Nothing is shown of a cohort of fewer people than may be shown, nor of one that leaves out so few.
2. Nothing is shown of a cohort that differs by so few people from one counted before, or from the same
   criteria without one of them, whether or not anybody asked for those.
3. Counts are rounded to the nearest five, sums and means to two figures. What differs by a person then
   mostly shows the same, and where it does not nobody can tell by how many.

What this does not stop: somebody who knows much about a person and asks many questions, each far from the
others, can still learn by reckoning. Every count is written in the audit trail for that reason.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lco.disclosure import Sum, withheld
from lco.population.counting import Cell, Tally

ROUNDED_TO = 5
TIERS = ("high", "rising", "low")


@dataclass(frozen=True)
class Group:
    """What is shown of a group of people; None is withheld.

    Attributes:
        people: to the nearest five.
        tiers: people by tier, to the nearest five.
        needs: with a need of mental health, to the nearest five.
        mean_cost_pounds: for each person in twelve months, to two figures.
        mean_risk: mean risk of those who have one, to two figures; None as well where nobody has one.
    """

    people: int | None
    tiers: Mapping[str, int | None]
    needs: int | None
    mean_cost_pounds: float | None
    mean_risk: float | None


@dataclass(frozen=True)
class Counted:
    """What is shown of a cohort.

    Attributes:
        whole: everybody who meets the criteria.
        areas: by neighbourhood, and ``not_placed`` where anybody of the place is.
        cost_pounds: what their care cost in twelve months, to two figures; None when withheld.
        refusal: why nothing is shown, in a sentence with what to do; empty when something is.
    """

    whole: Group
    areas: Mapping[str, Group]
    cost_pounds: float | None
    refusal: str = ""


_NOTHING = Group(None, dict.fromkeys(TIERS), None, None, None)


def shown(tally: Tally, *, smallest: int) -> Counted:
    """Return what may be shown of a tally; `smallest` is the smallest count shown."""
    if refusal := _refusal(tally, smallest):
        return Counted(_NOTHING, {}, None, refusal)
    hidden = _hidden(tally, smallest)
    areas = {area: _group(cells, area, hidden) for area, cells in _by_area(tally).items()}
    whole = _group(tally.cells, "all", hidden)
    return Counted(whole, areas, _two_figures(sum(cell.cost_pence for cell in tally.cells) / 100))


def _refusal(tally: Tally, smallest: int) -> str:
    few = range(1, smallest)
    if tally.people in few:
        return (
            f"Fewer than {smallest} people meet this, which could point to a person. "
            "Take a criterion out, or make one wider."
        )
    if tally.everybody - tally.people in few:
        return (
            f"All but fewer than {smallest} people meet this, which could point to those left out. "
            "Make a criterion narrower."
        )
    for near, people in tally.differing.items():
        if people in few:
            return (
                f"This differs by fewer than {smallest} people from {near.words}. "
                "Side by side the two would point to a person: take a criterion out, or change it further."
            )
    return ""


def _by_area(tally: Tally) -> dict[str, list[Cell]]:
    areas: dict[str, list[Cell]] = {}
    for cell in tally.cells:
        areas.setdefault(cell.area, []).append(cell)
    return areas


def _hidden(tally: Tally, smallest: int) -> frozenset[str]:
    """Return the ids of the cells withheld, small ones and those that would give them away."""
    areas = list(_by_area(tally))
    counts = _counts(tally)
    sums = [_parts(area) for area in (*areas, "all")]
    sums += [_needs(area) for area in (*areas, "all")]
    for what in ("", *(f"/{tier}" for tier in TIERS), "/needs", "/no_needs"):
        sums.append(Sum(f"all{what}", tuple(f"{area}{what}" for area in areas)))
    return withheld(counts, sums, smallest=smallest)


def _counts(tally: Tally) -> dict[str, int]:
    counts: dict[str, int] = {}
    for area, cells in {**_by_area(tally), "all": list(tally.cells)}.items():
        people, needs = sum(cell.people for cell in cells), sum(cell.needs for cell in cells)
        counts |= {area: people, f"{area}/needs": needs, f"{area}/no_needs": people - needs}
        for tier in TIERS:
            counts[f"{area}/{tier}"] = sum(cell.people for cell in cells if cell.tier == tier)
    return counts


def _parts(area: str) -> Sum:
    return Sum(area, tuple(f"{area}/{tier}" for tier in TIERS))


def _needs(area: str) -> Sum:
    return Sum(area, (f"{area}/needs", f"{area}/no_needs"))


def _group(cells: Sequence[Cell], area: str, hidden: frozenset[str]) -> Group:
    people = sum(cell.people for cell in cells)
    needs = None if f"{area}/needs" in hidden else _rounded(sum(cell.needs for cell in cells))
    tiers = {
        tier: None
        if f"{area}/{tier}" in hidden
        else _rounded(sum(cell.people for cell in cells if cell.tier == tier))
        for tier in TIERS
    }
    if area in hidden or not people:
        return Group(None if area in hidden else 0, tiers, needs, None, None)
    return Group(
        people=_rounded(people),
        tiers=tiers,
        needs=needs,
        mean_cost_pounds=_two_figures(sum(cell.cost_pence for cell in cells) / people / 100),
        mean_risk=_mean_risk(cells),
    )


def _mean_risk(cells: Iterable[Cell]) -> float | None:
    known = [(cell.risk, cell.with_risk) for cell in cells]
    people = sum(count for _, count in known)
    return _two_figures(sum(risk for risk, _ in known) / people) if people else None


def _rounded(people: int) -> int:
    return (people + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO


def _two_figures(value: float) -> float:
    if value == 0:
        return 0.0
    return round(value, 1 - math.floor(math.log10(abs(value))))

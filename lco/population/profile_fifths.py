"""The fifths of deprivation of each area: their admissions, and of which areas they may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lco.disclosure import Sum, withheld_alike
from lco.population.profile_rates import Publishing, standardised
from lco.population.profile_tally import FIFTHS, NO_FIFTH, ByBand, Tally, used_by_band
from lco.statistics.intervals import Estimate

MEASURE = "emergency_admissions"
USE_CELLS = f"use/{MEASURE}/"
_ALL = (*FIFTHS, NO_FIFTH)


@dataclass(frozen=True)
class Fifths:
    """The fifths of one area, most deprived first: counts, rates, and why there is no slope; else empty."""

    counted: Mapping[int, ByBand]
    rates: Mapping[int, Estimate | None]
    reason: str = ""


def cell(fifth: int, area: str) -> str:
    """Return the id of the figure of a fifth."""
    return f"admissions_by_deprivation/{fifth}/{area}"


def fifths(inside: list[Tally]) -> Fifths:
    """Return the fifths of an area from its tallies."""
    counted = {
        fifth: used_by_band([each for each in inside if each.fifth == fifth], MEASURE) for fifth in FIFTHS
    }
    rates = {fifth: standardised(each) for fifth, each in counted.items()}
    if any(each.all_people == 0 for each in counted.values()):
        return Fifths(counted, rates, "Not all five fifths of deprivation live here: no slope.")
    for fifth, each in rates.items():
        if each is None or each.lower <= 0:
            reason = (
                f"Fifth {fifth} of deprivation has too few people or admissions for a rate: fewer than ten, "
                "or nobody in one of the nineteen age bands. No slope."
            )
            return Fifths(counted, rates, reason)
    return Fifths(counted, rates)


def may_be_shown(
    inside: list[Tally], publishing: Publishing, hidden_use: AbstractSet[str], area: str
) -> bool:
    """Say whether a slope may be drawn through the fifths of an area, and for the place the fifths be shown.

    No count of a fifth may be small. That of people whose fifth is not known follows from the fifths and
    their total, so it must not be small either.

    Args:
        inside: the tallies of the area.
        publishing: what figures obey.
        hidden_use: cells of admissions by area that are withheld.
        area: id of the area.
    """
    total = f"{USE_CELLS}{area}"
    chosen = {cell(fifth, area): [each for each in inside if each.fifth == fifth] for fifth in _ALL}
    counts: list[dict[str, int]] = []
    for count in (_people, _events, _admitted):
        counts.append({name: sum(map(count, each)) for name, each in {total: inside, **chosen}.items()})
    found = withheld_alike(
        counts, [Sum(total, tuple(chosen))], smallest=publishing.smallest, former=publishing.former
    )
    return not found and total not in hidden_use


def _people(each: Tally) -> int:
    return each.people


def _events(each: Tally) -> int:
    return each.used[MEASURE].events


def _admitted(each: Tally) -> int:
    return each.used[MEASURE].people

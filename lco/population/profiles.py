"""Figures of the population by area: people, age and sex, tiers, cost per head, share of the costliest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import ibis
from ibis.expr.types import Table

from lco.disclosure import Before, Sum, withheld
from lco.periods import Period
from lco.place.facts.wards import age_band_labels
from lco.population.areas import Areas
from lco.population.tables import NOT_PLACED, whole_sum
from lco.quantities import Kind
from lco.records.tables import Sex
from lco.store.figures import Figure

BANDS = age_band_labels()
_TABLES = ("records/people", "records/addresses", "records/registrations", "records/deaths")
_COST_TABLES = (*_TABLES, "records/costs")
_SEXES = {Sex.FEMALE.value: "female", Sex.MALE.value: "male"}
_OTHER_SEX = "not_known"
TIERS = ("high", "rising", "low")


@dataclass(frozen=True)
class Cell:
    """People of one neighbourhood, age band, sex and tier, with their cost in pence."""

    neighbourhood: str
    band: str
    sex: str
    tier: str
    people: int
    pence: int


def cells(con: Any, people: Table) -> tuple[Cell, ...]:
    """Return the people list counted by neighbourhood, age band, sex and tier: a few thousand rows."""
    band = ibis.least(people.age, 90)
    banded = people.mutate(band=(band - band % 5).cast("int32"))
    counted = banded.group_by("neighbourhood", "band", "sex", "tier").agg(
        people=lambda t: t.count(), pence=lambda t: whole_sum(t.cost_pence)
    )
    return tuple(
        Cell(
            neighbourhood=row["neighbourhood"] or NOT_PLACED,
            band=BANDS[row["band"] // 5],
            sex=_SEXES.get(row["sex"], _OTHER_SEX),
            tier=row["tier"],
            people=int(row["people"]),
            pence=int(row["pence"]),
        )
        for row in con.to_pyarrow(counted).to_pylist()
    )


@dataclass(frozen=True)
class Profile:
    """Counts of people by cell id, and which of them are withheld."""

    counts: Mapping[str, int]
    hidden: frozenset[str]


def profile(
    found: tuple[Cell, ...], areas: Areas, *, smallest: int, former: AbstractSet[str] | Before = frozenset()
) -> Profile:
    """Return people by area, by age band and sex, and by tier, suppressed as one table.

    One table, since its parts share totals: what is withheld in one must not follow from another. `former`
    are the figures the published run before withheld.
    """
    sexes = sorted({cell.sex for cell in found} | set(_SEXES.values()))
    counts: Counter[str] = Counter()
    sums: list[Sum] = []
    for area, inside in areas.members.items():
        chosen = [cell for cell in found if cell.neighbourhood in inside]
        counts[f"population/{area}"] = sum(cell.people for cell in chosen)
        by_age = {f"population/{area}/{band}/{sex}": 0 for band in BANDS for sex in sexes}
        by_tier = {f"tier/{tier}/{area}": 0 for tier in TIERS}
        for cell in chosen:
            by_age[f"population/{area}/{cell.band}/{cell.sex}"] += cell.people
            by_tier[f"tier/{cell.tier}/{area}"] += cell.people
        counts.update({**by_age, **by_tier})
        sums += [Sum(f"population/{area}", tuple(by_age)), Sum(f"population/{area}", tuple(by_tier))]
    sums += areas.sums("population/")
    for tier in TIERS:
        sums += areas.sums(f"tier/{tier}/")
    for band in BANDS:
        for sex in sexes:
            sums += areas.sums("population/", f"/{band}/{sex}")
    return Profile(counts, withheld(counts, sums, smallest=smallest, former=former))


def count_figures(found: Profile, areas: Areas, *, on: str, tier_rows: tuple[str, ...]) -> Iterator[Figure]:
    """Yield a figure for each count of the profile.

    Args:
        found: the counts.
        areas: the areas of the place.
        on: the day the people were counted.
        tier_rows: lines of the pack that say how tiers are made.
    """
    for cell, count in found.counts.items():
        parts = cell.split("/")
        area = parts[2] if parts[0] == "tier" else parts[1]
        name = areas.names[area]
        label, rest = _label(parts, name)
        is_hidden = cell in found.hidden
        yield Figure(
            figure=cell,
            definition=parts[0] if len(parts) < 4 else "age_and_sex",
            label=label,
            area=area,
            period=on,
            value=None if is_hidden else float(count),
            unit="people",
            kind=Kind.STOCK.value,
            is_suppressed=is_hidden,
            source=_source(areas, area),
            working=_working(areas, area, name, rest, on),
            inputs=_inputs(areas, area, parts, tier_rows),
        )


def _label(parts: list[str], name: str) -> tuple[str, str]:
    if parts[0] == "tier":
        words = {"high": "high risk", "rising": "rising risk", "low": "low risk"}[parts[1]]
        return f"People in the {words} tier, {name}", f" in the {words} tier"
    if len(parts) == 2:
        return f"People, {name}", ""
    sex = {"female": "women and girls", "male": "men and boys"}.get(parts[3], "people of sex not known")
    return f"{sex.capitalize()} aged {parts[2]}, {name}", f", {sex} aged {parts[2]}"


def _source(areas: Areas, area: str) -> str:
    cited = areas.cited.get(area)
    return "record tables people, addresses, registrations, deaths" + (f"; {cited}" if cited else "")


def _working(areas: Areas, area: str, name: str, rest: str, on: str) -> str:
    if area in areas.parents:
        return f"The sum of its areas{rest} on {on}."
    where = (
        "whose ward is in no neighbourhood" if area == NOT_PLACED else f"whose address on {on} is in {name}"
    )
    if area == areas.place:
        where = "registered or living in the place"
    return f"People alive on {on}{rest}, {where}, counted one by one."


def _inputs(areas: Areas, area: str, parts: list[str], tier_rows: tuple[str, ...]) -> tuple[str, ...]:
    position = 2 if parts[0] == "tier" else 1
    if area in areas.parents:
        return tuple(
            "/".join((*parts[:position], part, *parts[position + 1 :])) for part in areas.parents[area]
        )
    scored = ("score/charlson", "score/utilisation", *tier_rows) if parts[0] == "tier" else ()
    cited = (areas.cited[area],) if area in areas.cited else ()
    return (*_TABLES, *cited, *scored)


def cost_figures(
    found: tuple[Cell, ...], people: Profile, areas: Areas, *, period: Period
) -> Iterator[Figure]:
    """Yield the mean cost of care per head by area, in pounds; withheld where the people are withheld."""
    for area, inside in areas.members.items():
        counted = f"population/{area}"
        total = people.counts[counted]
        is_hidden = counted in people.hidden
        pounds = sum(cell.pence for cell in found if cell.neighbourhood in inside) / 100
        is_shown = not is_hidden and total > 0
        yield Figure(
            figure=f"cost_per_head/{area}",
            definition="cost_per_head",
            label=f"Cost of care per head, {areas.names[area]}",
            area=area,
            period=period.label(),
            value=pounds / total if is_shown else None,
            numerator=pounds if is_shown else None,
            denominator=float(total) if is_shown else None,
            unit="GBP per person",
            kind=Kind.FLOW.value,
            is_suppressed=is_hidden,
            source="record tables costs and people",
            working="Cost of care in the twelve months of the people counted, over those people.",
            inputs=(counted, *_COST_TABLES),
        )

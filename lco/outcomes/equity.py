"""An indicator by fifth of deprivation and by ethnicity, of the whole place: does it go alike for everybody?

A group is where the person lives now and what is recorded of them; who is in the place no more, or of whom it
is not known, is a group of its own, so that the groups make the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import ibis
from ibis.expr.types import Table

from lco.disclosure import Before, Sum, withheld_alike
from lco.outcomes.results import measured
from lco.periods import Period
from lco.population.definition import Definition
from lco.population.tables import Records
from lco.records.tables import Ethnicity
from lco.store.figures import Figure

NOT_KNOWN = "not_known"
_FIFTHS = ("Fifth 1, most deprived", "Fifth 2", "Fifth 3", "Fifth 4", "Fifth 5, least deprived")
DIMENSIONS: Mapping[str, Mapping[int, tuple[str, str]]] = MappingProxyType(
    {
        "deprivation": {fifth: (str(fifth), words) for fifth, words in enumerate(_FIFTHS, start=1)},
        "ethnicity": {
            int(group): (group.name.lower(), group.name.capitalize())
            for group in Ethnicity
            if group is not Ethnicity.NOT_KNOWN
        },
    }
)


@dataclass(frozen=True)
class Split:
    """What is split, of whom, over which days, and what may be shown."""

    definition: Definition
    people: Table
    place: str
    period: Period
    smallest: int
    former: Before


def equity_figures(records: Records, split: Split) -> Iterator[Figure]:
    """Yield the indicator by group: ``equity/<id>/<dimension>/<group>``, small numbers withheld."""
    ratio = split.definition.compute(records, split.period)
    for dimension in DIMENSIONS:
        numerators, denominators = (
            _counted(records.con, rows, split.people, dimension)
            for rows in (ratio.numerator, ratio.denominator)
        )
        counts = {
            group: (numerators.get(group, 0), denominators.get(group, 0)) for group in _groups(dimension)
        }
        hidden = _hidden(counts, split, dimension)
        for group, pair in counts.items():
            yield _figure(split, dimension, group, pair, is_hidden=group in hidden)


def _groups(dimension: str) -> dict[str, str]:
    return {**dict(DIMENSIONS[dimension].values()), NOT_KNOWN: "Not known"}


def _counted(con: Any, rows: Table, people: Table, dimension: str) -> dict[str, int]:
    known = people.select("person", code=people[dimension].cast("int32"))
    joined = rows.select("person").left_join(known, "person")
    found = joined.group_by("code").agg(n=joined.count())
    groups: dict[str, int] = {}
    for row in con.to_pyarrow(found.select("n", code=ibis.coalesce(found.code, 0))).to_pylist():
        group = DIMENSIONS[dimension].get(row["code"], (NOT_KNOWN, ""))[0]
        groups[group] = groups.get(group, 0) + int(row["n"])
    return groups


def _hidden(counts: Mapping[str, tuple[int, int]], split: Split, dimension: str) -> frozenset[str]:
    """Return the groups to withhold: the total is published with the indicator, so they are its parts."""
    sides = []
    for side in (0, 1):
        each = {group: pair[side] for group, pair in counts.items()}
        sides.append({**each, "total": sum(each.values())})
    former = split.former.below(f"equity/{split.definition.id}/{dimension}/")
    sums = [Sum("total", tuple(counts))]
    return withheld_alike(sides, sums, smallest=split.smallest, former=former)


def _figure(split: Split, dimension: str, group: str, counted: tuple[int, int], *, is_hidden: bool) -> Figure:
    definition, (numerator, denominator) = split.definition, counted
    tables = ", ".join(definition.details["tables"])
    return Figure(
        figure=f"equity/{definition.id}/{dimension}/{group}",
        definition=definition.id,
        label=f"{definition.title}, {_groups(dimension)[group]}",
        area=split.place,
        period=split.period.label(),
        source=f"record tables {tables}; {definition.source}",
        working=_working(numerator, denominator, definition, is_hidden=is_hidden),
        inputs=tuple(f"records/{name}" for name in definition.details["tables"]),
        **measured(definition, counted, is_hidden=is_hidden),
    )


def _working(numerator: int, denominator: int, definition: Definition, *, is_hidden: bool) -> str:
    if is_hidden:
        return "Withheld: it is made of a small number, or would give a small number away."
    if denominator == 0:
        return "There was nobody of this group to count among: no value."
    return (
        f"{numerator:,} / {denominator:,} x {definition.details['per']:,}; the interval is Wilson's at 95%."
    )

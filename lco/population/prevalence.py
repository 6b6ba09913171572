"""How many people of each area live with the conditions most often recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import ibis
from ibis.expr.types import Table

from lco.disclosure import Before, withheld
from lco.population.areas import Areas
from lco.population.tables import NOT_PLACED, Records, is_open
from lco.quantities import Kind
from lco.records.tables import Setting
from lco.statistics.intervals import wilson
from lco.store.figures import Figure

MOST_CONDITIONS = 10


def commonest(records: Records, people: Table, *, on: date) -> dict[str, dict[str, int]]:
    """Return people by neighbourhood for each of the conditions most people live with, by its code.

    A condition counts once a person, when a diagnosis is open on the day and was not coded for a
    hospital stay. Only the place's own list of long-term conditions (system ``local``) is looked at,
    and everything where a source has no such list.
    """
    rows = records["conditions"]
    local = records.codes_where(lambda code: code.system == "local")
    kept = rows.filter(is_open(rows, on), rows.setting != Setting.INPATIENT.value)
    if local:
        codes = ibis.memtable({"code": local}, schema={"code": "int32"})
        kept = kept.semi_join(codes, "code")
    held = kept.select("person", "code").distinct()
    homes = people.select("person", "neighbourhood")
    counted = held.join(homes, "person").group_by("code", "neighbourhood").agg(people=lambda t: t.count())
    by_code: dict[int, dict[str, int]] = {}
    for row in records.con.to_pyarrow(counted).to_pylist():
        by_code.setdefault(row["code"], {})[row["neighbourhood"] or NOT_PLACED] = int(row["people"])
    most = sorted(by_code, key=lambda code: (-sum(by_code[code].values()), code))[:MOST_CONDITIONS]
    names = {each.code: each.label or f"{each.system} {each.text}" for each in records.dictionary}
    return {names[code]: by_code[code] for code in most}


def condition_figures(
    found: dict[str, dict[str, int]],
    population: dict[str, int],
    areas: Areas,
    *,
    on: date,
    smallest: int,
    former: Before | None = None,
) -> Iterator[Figure]:
    """Yield the share of people living with each condition by area: ``condition/<name>/<area>``.

    For records whose codes are in no condition of the catalogue: what their source calls them is better
    than nothing.

    Args:
        found: what `commonest` returned.
        population: people by area, shown areas only: an area without is withheld.
        areas: the areas of the place.
        on: day the people were counted.
        smallest: smallest count shown.
        former: figures the run published before withheld.
    """
    for name, by_neighbourhood in found.items():
        counts = {
            area: sum(by_neighbourhood.get(each, 0) for each in inside)
            for area, inside in areas.members.items()
        }
        before = (former or Before()).below(f"condition/{_key(name)}/")
        hidden = withheld(counts, areas.sums(), smallest=smallest, former=before)
        for area, count in counts.items():
            total = population.get(area)
            yield _figure(name, area, None if area in hidden else count, total, areas=areas, on=on)


def _key(name: str) -> str:
    return "_".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())


def _figure(name: str, area: str, count: int | None, total: int | None, *, areas: Areas, on: date) -> Figure:
    key = _key(name)
    is_hidden = count is None or total is None
    share = wilson(count, total) if count is not None and total is not None else None
    parts = tuple(f"condition/{key}/{part}" for part in areas.parents.get(area, ()))
    return Figure(
        figure=f"condition/{key}/{area}",
        definition="condition",
        label=f"People living with {name}, {areas.names[area]}",
        area=area,
        period=on.isoformat(),
        value=share.value * 100 if share else None,
        lower=share.lower * 100 if share else None,
        upper=share.upper * 100 if share else None,
        numerator=None if is_hidden or count is None else float(count),
        denominator=None if total is None else float(total),
        unit="per cent of people",
        kind=Kind.STOCK.value,
        is_suppressed=is_hidden,
        source="record tables conditions and people",
        working=(
            "Withheld: it is made of a small number, or would give a small number away."
            if is_hidden
            else f"{count:,} / {total:,} x 100 on {on.isoformat()}; the interval is Wilson's at 95%."
        ),
        inputs=(*parts, f"population/{area}", *(() if parts else ("records/conditions",))),
    )

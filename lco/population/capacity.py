"""Each team's list against the places it has: how many are over, and who fits this month.

On a team's list stands who is in the high tier, by judgement where those who know the person gave one and
else by rank and change. Who was judged high stands first, then everybody by rank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from lco.disclosure import Before, Sum, withheld
from lco.place.facts.team_slots import TeamSlots
from lco.place.pack import Place
from lco.population.areas import Areas
from lco.quantities import Kind
from lco.store.figures import Figure

LISTED_TIER = "high"
_LIST = "capacity/listed/"


def team_lists(people: Table, slots: Sequence[TeamSlots]) -> Table:
    """Return who stands on the list of each team, and who fits.

    Args:
        people: person, neighbourhood, tier, judged_tier (null where nobody judged) and rank.
        slots: places of the teams.

    Returns:
        person, neighbourhood, turn (1 for the first of the team's list), fits (null where the pack says
        nothing of the team's places). Who lives in no neighbourhood is on no list.
    """
    tier = people.judged_tier.fill_null(people.tier)
    listed = people.filter(tier == LISTED_TIER, people.neighbourhood.notnull())
    is_judged = (listed.judged_tier == LISTED_TIER).fill_null(False)
    order = ibis.window(
        group_by=listed.neighbourhood, order_by=[is_judged.desc(), listed["rank"].asc(), listed.person.asc()]
    )
    turns = listed.select("person", "neighbourhood", turn=(ibis.row_number().over(order) + 1).cast("int32"))
    places = _places(slots)
    return turns.left_join(places, "neighbourhood").select(turns, fits=turns.turn <= places.slots)


def _places(slots: Sequence[TeamSlots]) -> Table:
    schema = pa.schema([("neighbourhood", pa.string()), ("slots", pa.int32())])
    columns = [[each.neighbourhood for each in slots], [each.slots for each in slots]]
    return ibis.memtable(pa.table(columns, schema=schema))


def listed_by_home(con: Any, people: Table, slots: Sequence[TeamSlots]) -> dict[str, int]:
    """Return how many people stand on the list of each team, by neighbourhood."""
    counted = team_lists(people, slots).group_by("neighbourhood").agg(people=lambda t: t.count())
    return {row["neighbourhood"]: int(row["people"]) for row in con.to_pyarrow(counted).to_pylist()}


def capacity_figures(
    listed: Mapping[str, int],
    place: Place,
    areas: Areas,
    *,
    on: str,
    smallest: int,
    former: AbstractSet[str] | Before = frozenset(),
) -> Iterator[Figure]:
    """Yield, for each area whose teams all have places, its list, its places and how many are over.

    Args:
        listed: people on the list by neighbourhood.
        place: the place, for the places of its teams.
        areas: its areas.
        on: the day of the list.
        smallest: smallest count shown.
        former: cells the release before withheld.

    Yields:
        ``capacity/listed/<area>``, ``capacity/slots/<area>`` and ``capacity/over/<area>``, which is below 0
        where places are left.
    """
    slots = {each.neighbourhood: each for each in place.rows(TeamSlots)}
    homes = set(areas.neighbourhoods)
    counts = {
        f"{_LIST}{area}": sum(listed.get(home, 0) for home in inside if home in homes)
        for area, inside in areas.members.items()
        if homes & set(inside)
    }
    sums = [
        Sum(each.total, tuple(part for part in each.parts if part in counts))
        for each in areas.sums(_LIST)
        if each.total in counts
    ]
    hidden = withheld(counts, sums, smallest=smallest, former=former)
    for cell, count in counts.items():
        area = cell.removeprefix(_LIST)
        inside = [home for home in areas.members[area] if home in homes]
        if not all(home in slots for home in inside):
            continue
        has = sum(slots[home].slots for home in inside)
        cited = tuple(place.cite(slots[home]) for home in inside)
        yield from _figures(area, None if cell in hidden else count, has, areas=areas, cited=cited, on=on)


def _figures(
    area: str, listed: int | None, slots: int, *, areas: Areas, cited: tuple[str, ...], on: str
) -> Iterator[Figure]:
    name, over = areas.names[area], None if listed is None else listed - slots
    said = (
        (
            "listed",
            f"People on the list of the team, {name}",
            listed,
            _LISTED,
            (f"tier/{LISTED_TIER}/{area}",),
        ),
        ("slots", f"Places of the team, {name}", slots, "As the pack says, team by team.", cited),
        ("over", f"People on the list beyond the places of the team, {name}", over, _OVER, ()),
    )
    for which, label, value, working, inputs in said:
        yield Figure(
            figure=f"capacity/{which}/{area}",
            definition="capacity",
            label=label,
            area=area,
            period=on,
            value=None if value is None else float(value),
            unit="people",
            kind=Kind.STOCK.value,
            is_suppressed=value is None,
            source="the people list; places of the teams from the pack",
            working=working,
            inputs=inputs or (f"capacity/listed/{area}", f"capacity/slots/{area}"),
        )


_LISTED = (
    "People in the high tier, by judgement where those who know them gave one, whose address is in the "
    "neighbourhood."
)
_OVER = "People on the list less the places; below 0 where places are left."

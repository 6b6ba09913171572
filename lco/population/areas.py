"""The areas figures are given for: the place, its localities, its neighbourhoods, and not placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lco.disclosure import Sum
from lco.place.pack import Place
from lco.population.tables import NOT_PLACED


@dataclass(frozen=True)
class Areas:
    """Areas of a place.

    Attributes:
        place: id of the place, the area that holds all.
        names: area to its name, in the order pages show them.
        members: area to the neighbourhoods it holds; ``not_placed`` is one of the place's.
        parents: area to the areas it is the sum of, for areas made of others.
        wards: ward to neighbourhood.
        localities: neighbourhood to locality, or None where it is in none.
        cited: area to the line of the pack that names it.
    """

    place: str
    names: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, tuple[str, ...]]
    wards: Mapping[str, str]
    localities: Mapping[str, str | None]
    cited: Mapping[str, str]

    def sums(self, prefix: str = "", suffix: str = "") -> list[Sum]:
        """Return how the cells ``<prefix><area><suffix>`` add up from area to area."""
        return [
            Sum(f"{prefix}{area}{suffix}", tuple(f"{prefix}{part}{suffix}" for part in parts))
            for area, parts in self.parents.items()
        ]

    @property
    def neighbourhoods(self) -> tuple[str, ...]:
        """The ids of the neighbourhoods."""
        return tuple(self.localities)


class AreasRefused(ValueError):
    """Areas of a place that cannot be told apart; the message says which."""


def areas_of(place: Place) -> Areas:
    """Return the areas of a place. A place without neighbourhoods is one area, nobody is out of place.

    Raises:
        AreasRefused: when two areas have one id, since their figures could not be told apart.
    """
    homes: dict[str, str | None] = {each.id: each.locality for each in place.neighbourhoods}
    _refuse_one_name_for_two([place.id, NOT_PLACED, *homes, *(each.id for each in place.localities)])
    if not homes:
        return Areas(place.id, {place.id: place.name}, {place.id: (NOT_PLACED,)}, {}, {}, {}, {})
    localities = {
        each.id: tuple(home for home, locality in homes.items() if locality == each.id)
        for each in place.localities
    }
    localities = {locality: inside for locality, inside in localities.items() if inside}
    alone = tuple(home for home, locality in homes.items() if locality not in localities)
    rows = (*place.localities, *place.neighbourhoods)
    names = {each.id: each.name for each in rows if each.id in homes or each.id in localities}
    members = {**localities, **{each: (each,) for each in (*homes, NOT_PLACED)}}
    return Areas(
        place=place.id,
        names=MappingProxyType({place.id: place.name, **names, NOT_PLACED: "Not placed"}),
        members=MappingProxyType({place.id: (*homes, NOT_PLACED), **members}),
        parents=MappingProxyType({**localities, place.id: (*localities, *alone, NOT_PLACED)}),
        wards=MappingProxyType({each.ward: each.neighbourhood for each in place.neighbourhood_wards}),
        localities=MappingProxyType(homes),
        cited=MappingProxyType({each.id: place.cite(each) for each in rows}),
    )


def _refuse_one_name_for_two(ids: list[str]) -> None:
    doubled = sorted({each for each in ids if ids.count(each) > 1})
    if doubled:
        raise AreasRefused(
            f"Two areas of {ids[0]} are called '{doubled[0]}': give the place, its localities and its "
            "neighbourhoods different ids."
        )

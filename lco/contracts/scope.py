"""Services in scope: which ones, from which year, by which route, counted as the place pack has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lco.place.facts.services import Service

ROUTES = ("direct", "subcontract", "not_clear")
_ASKED = ("first_year", "route", "sector", "audience", "funder_likely")


@dataclass(frozen=True)
class YearCount:
    """Services that join in one year.

    Attributes:
        year: financial year; the last one also holds what joins later.
        by_route: services by route, in the order of `ROUTES`.
        joining: services of the year.
        in_scope: services of this year and of all years before it.
    """

    year: str
    by_route: dict[str, int]
    joining: int
    in_scope: int


def matching(services: Iterable[Service], **asked: str) -> tuple[Service, ...]:
    """Return the services that are as `asked`, by field: first_year, route, sector, audience, funder_likely.

    An empty text asks nothing.

    Raises:
        KeyError: when a field cannot be asked for.
    """
    if unknown := asked.keys() - set(_ASKED):
        raise KeyError(f"Services cannot be asked by {sorted(unknown)[0]}: ask by {', '.join(_ASKED)}.")
    wanted = {field: value for field, value in asked.items() if value}
    return tuple(
        service
        for service in services
        if all(getattr(service, field) == value for field, value in wanted.items())
    )


def years_of(services: Iterable[Service]) -> tuple[str, ...]:
    """Return the years in which services join, earliest first."""
    return tuple(sorted({service.first_year for service in services}))


def values_of(services: Iterable[Service], field: str) -> tuple[str, ...]:
    """Return the values one field takes, in alphabetical order."""
    return tuple(sorted({str(getattr(service, field)) for service in services}))


def by_year(services: Sequence[Service]) -> tuple[YearCount, ...]:
    """Return how many services join in each year by route, and how many are then in scope."""
    counted: Counter[tuple[str, str]] = Counter((service.first_year, service.route) for service in services)
    found: list[YearCount] = []
    in_scope = 0
    for year in years_of(services):
        by_route = {route: counted[year, route] for route in ROUTES}
        joining = sum(by_route.values())
        in_scope += joining
        found.append(YearCount(year, by_route, joining, in_scope))
    return tuple(found)

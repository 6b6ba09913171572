"""All reads of the contracts pages: services in scope, gateways, terms and options, as the pack has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lco.contracts.scope import YearCount, by_year, matching, values_of, years_of
from lco.place.facts.gateway_contracts import GatewayContract
from lco.place.facts.gateway_services import GatewayService
from lco.place.facts.gateways import Gateway
from lco.place.facts.inconsistencies import Inconsistency
from lco.place.facts.option_points import OptionPoint
from lco.place.facts.options import Option
from lco.place.facts.services import Service
from web.ui import place


@dataclass(frozen=True)
class Gate:
    """A gateway with what it brings under contract and what it changes in services."""

    gateway: Gateway
    contracts: Sequence[GatewayContract]
    services: Sequence[GatewayService]


@dataclass(frozen=True)
class Weighed:
    """An option with what speaks for and against it."""

    option: Option
    pros: Sequence[OptionPoint]
    cons: Sequence[OptionPoint]


def services(**asked: str) -> Sequence[Service]:
    """Return the services in scope that are as `asked`."""
    return matching(place.current().rows(Service), **asked)


def counts(found: Sequence[Service]) -> Sequence[YearCount]:
    """Return how many of `found` join each year, and by which route."""
    return by_year(found)


def choices(field: str) -> Sequence[str]:
    """Return the values a field of the services takes in this place."""
    rows = place.current().rows(Service)
    return years_of(rows) if field == "first_year" else values_of(rows, field)


def gates() -> Sequence[Gate]:
    """Return the gateways in their order; empty where the place has none."""
    pack = place.current()
    return tuple(
        Gate(
            gateway,
            [row for row in pack.rows(GatewayContract) if row.gateway == gateway.id],
            [row for row in pack.rows(GatewayService) if row.gateway == gateway.id],
        )
        for gateway in sorted(pack.rows(Gateway), key=lambda row: row.number)
    )


def options() -> Sequence[Weighed]:
    """Return the options appraised, in the order printed, with their points."""
    pack = place.current()
    return tuple(
        Weighed(option, _points(pack, option, "pro"), _points(pack, option, "con"))
        for option in sorted(pack.rows(Option), key=lambda row: (row.appraisal, row.position))
    )


def instead(page: str) -> tuple[str, str]:
    """Return address name and title of a contracts page that has something, for one that is empty."""
    pack = place.current()
    pages = (
        ("services", pack.services, "contracts:services", "See the services in scope"),
        ("gateways", pack.gateways, "contracts:gateways", "See the gateways"),
        ("terms", pack.contract_terms, "contracts:terms", "See the terms of the contract"),
        ("options", (*pack.options, *pack.contracting_models), "contracts:options", "See the options"),
    )
    found = ((url, title) for name, rows, url, title in pages if rows and name != page)
    return next(found, ("home:home", "Back to home"))


def cautions(*words: str) -> Sequence[Inconsistency]:
    """Return what in the papers must not be taken at face value and speaks of one of `words`."""
    return tuple(
        row
        for row in place.current().rows(Inconsistency)
        if any(word in row.title.casefold() for word in words)
    )


def _points(pack: Any, option: Option, side: str) -> Sequence[OptionPoint]:
    rows = [row for row in pack.rows(OptionPoint) if row.option == option.id and row.side == side]
    return sorted(rows, key=lambda row: (row.voice, row.position))

"""Computes the facts of wards, small areas and practices that a pack takes from open data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lco.place.derive.datasets import DataRefused, geography
from lco.place.derive.practices import practice_facts
from lco.place.derive.provenance import sources
from lco.place.derive.wards import lsoa_facts, ward_facts
from lco.place.facts.lsoas import Lsoa
from lco.place.facts.practices import Practice
from lco.place.facts.sources import Source
from lco.place.facts.wards import Ward

__all__ = ["DataRefused", "Derived", "derive"]


@dataclass(frozen=True)
class Derived:
    """The rows of three pack files, and the sources they name."""

    wards: list[Ward]
    lsoas: list[Lsoa]
    practices: list[Practice]
    sources: list[Source]


def derive(data: Path, authority: str) -> Derived:
    """Compute the facts of the local authority with code `authority` from the data sets in `data`.

    Raises:
        DataRefused: when a data set is absent, is another than it should be, or lacks the authority.
    """
    places = geography(data, authority)
    return Derived(
        wards=ward_facts(data, authority, places),
        lsoas=lsoa_facts(places),
        practices=practice_facts(data, authority, places),
        sources=sources(),
    )

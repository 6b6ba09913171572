"""``place.toml``: what the place is called, how its pages look, and from when its figures count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Settings(Fact):
    """The one row of ``place.toml``.

    Fields:
        area_code: code of the local authority, Office for National Statistics
        title: name of the organisation, shown in the page header
        brand_colour, brand_text_colour: hex colours of the page header
        index_on: the day a run looks back from when none is given
    """

    FILE = "place.toml"
    KEY = ("id",)
    TITLE = "The place"

    id: str
    name: str
    title: str
    area_code: str
    organisation: str | None = None
    brand_colour: str = "#1f3a5f"
    brand_text_colour: str = "#ffffff"
    summary: str | None = None
    note: str | None = None
    index_on: date | None = None

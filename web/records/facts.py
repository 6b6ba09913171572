"""How facts of a place pack are told: codes as words, and where each fact stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from lco.place.fact import Row
from web.ui import formats, place
from web.ui.tables import Column

_FIELD = re.compile(r"^\s{4,8}(?P<names>[a-z_*]+(?:, [a-z_*]+| \.\.\. [a-z_*]+)*): (?P<meaning>.+)$")


def in_words(code: str) -> str:
    """Return a code of a pack as words: ``primary_care`` becomes ``Primary care``."""
    words = code.replace("_", " ")
    return words[:1].upper() + words[1:]


def source_of(row: Any) -> str:
    """Return title of the paper and section a fact was taken from."""
    return f"{_titles(place.identifier()).get(row.source, row.source)}: {row.section}"


def fact_url(row: Any) -> str:
    """Return the address of the fact in the browser of the place pack."""
    return f"{reverse('board:pack_table', args=[row.stem()])}?line={row.line}"


def cited(row: Row) -> str:
    """Return file and line of a fact, ``places/manchester/gap.csv:3``."""
    return place.current().cite(row)


def _stands(row: Any) -> str:
    return f"{row.section}; {row.FILE} line {row.line}"


SOURCE = Column(
    "source", "Source", source_of, show=lambda row: in_words(row.source), link=fact_url, note=_stands
)


def exact(value: Any) -> str:
    """Write a number as printed, with every decimal it has up to three."""
    if value is None:
        return formats.NOTHING
    places = max(0, -int(Decimal(str(value)).normalize().as_tuple().exponent))  # type: ignore[arg-type]
    return formats.number(value, min(places, 3))


@cache
def meanings(row_type: type[Row]) -> Mapping[str, str]:
    """Return what each column of a pack file means, read from the documentation of its class."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in (row_type.__doc__ or "").partition("Fields:")[2].splitlines():
        match = _FIELD.match(line)
        if match:
            names = [name.strip() for name in re.split(r",| \.\.\. ", match["names"])]
            found |= dict.fromkeys(names, match["meaning"].strip())
        elif line.strip():
            found |= {name: f"{found[name]} {line.strip()}" for name in names}
    return MappingProxyType(found)


@cache
def _titles(place_id: str) -> Mapping[str, str]:
    return {source.id: source.title for source in place.current().sources}

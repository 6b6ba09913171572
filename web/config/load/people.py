"""People in bulk: every one with a row in the list of a run that never was."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
from django.db import transaction
from django.utils import timezone

from lco.place.pack import Place
from web.population.models import Listing
from web.records.copying import copy_rows, take_stock
from web.records.models import Person, PublishedRun

RUN = "load"
_BLOCK = 100_000
_LAST_NAMES = np.array([f"Loaded{number}" for number in range(997)])


@transaction.atomic
def make_people(place: Place, count: int) -> None:
    """Fill the tables of people and of the list; person 1 is the one most in need, areas take turns."""
    areas = np.array([area.id for area in place.neighbourhoods])
    PublishedRun.objects.create(
        run=RUN,
        place=place.id,
        index_on=date(2018, 4, 1),
        people=count,
        is_current=True,
        published_at=timezone.now(),
    )
    for first in range(1, count + 1, _BLOCK):
        numbers = np.arange(first, min(first + _BLOCK, count + 1), dtype=np.int64)
        copy_rows(Person, _persons(numbers))
        copy_rows(Listing, _listings(numbers, areas, count))
    take_stock(Person, Listing)


def _persons(numbers: np.ndarray) -> pa.Table:
    size = len(numbers)
    return pa.table(
        {
            "pseudonym": numbers,
            "nhs_number": _texts("", size),
            "given_name": _texts("Person", size),
            "family_name": _LAST_NAMES[numbers % len(_LAST_NAMES)],
            "born_on": pa.repeat(pa.scalar(date(1945, 6, 1)), size),
            "sex": (numbers % 2 + 1).astype(np.int16),
            "address": _texts("1 High Street", size),
            "postcode": _texts("M1 1AA", size),
            "is_synthetic": pa.repeat(pa.scalar(True), size),
        }
    )


_MOST = {
    "charlson": 9,
    "conditions": 7,
    "emergency_admissions": 4,
    "attendances": 6,
    "bed_days": 20,
    "contacts": 40,
    "cost_pence": 900_000,
    "medicines": 12,
}
_SAID = {
    **dict.fromkeys(("locality", "former_tier", "movement_reasons", "segment", "cohorts", "nhs_number"), ""),
    "practice": "P84001",
    "movement": "same",
    "reasons": "two emergency admissions; chronic obstructive pulmonary disease; aged 80 or over",
}
_FLAGS = ("is_rising_fast", "has_mental_health_need", "is_priority")


def _listings(numbers: np.ndarray, areas: np.ndarray, count: int) -> pa.Table:
    size, share = len(numbers), numbers / count
    order = np.where(share <= 0.05, 1, np.where(share <= 0.2, 2, 3)).astype(np.int16)
    return pa.table(
        {
            "run_id": _texts(RUN, size),
            "person_id": numbers,
            "neighbourhood": areas[numbers % len(areas)],
            "tier": np.array(["high", "rising", "low"])[order - 1],
            "tier_order": order,
            "rank": numbers.astype(np.int32),
            "age": (numbers % 60 + 40).astype(np.int16),
            "sex": (numbers % 2 + 1).astype(np.int16),
            "risk": 1.0 - share,
            "searched": _LAST_NAMES[numbers % len(_LAST_NAMES)],
            **{name: (numbers % most).astype(np.int32) for name, most in _MOST.items()},
            **{name: _texts(text, size) for name, text in _SAID.items()},
            **{name: pa.repeat(pa.scalar(False), size) for name in _FLAGS},
        }
    )


def _texts(text: str, size: int) -> pa.Array:
    return pa.repeat(pa.scalar(text), size)

"""Loads the list of people when a run is published, in the same transaction."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from web.population.models import Listing, Tier
from web.records.copying import copy_rows, take_stock
from web.records.models import PublishedRun

ORDER = {Tier.HIGH: 1, Tier.RISING: 2, Tier.LOW: 3}
_SAME = [
    "neighbourhood",
    "locality",
    "practice",
    "tier",
    "rank",
    "age",
    "sex",
    "charlson",
    "conditions",
    "emergency_admissions",
    "attendances",
    "bed_days",
    "contacts",
    "cost_pence",
    "reasons",
    "nhs_number",
    "searched",
]


def load_listing(*, published: PublishedRun, people: pa.Table, **_ignored: Any) -> None:
    """Replace the list of people by that of `published`."""
    Listing.objects.all()._raw_delete(Listing.objects.db)
    tiers = pc.cast(people["tier"], pa.string())
    order = pc.index_in(tiers, value_set=pa.array([str(tier) for tier in ORDER]))
    columns: dict[str, Any] = {name: people[name] for name in _SAME}
    columns["person_id"] = people["person"]
    columns["tier_order"] = pc.add(order, 1)
    columns["run_id"] = pa.array([published.pk] * people.num_rows, pa.string())
    copy_rows(Listing, pa.table(columns))
    take_stock(Listing)

"""Loads the list of people when a run is published, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from web.population.models import Listing, Tier, Unlisted
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
# Columns that runs of an earlier version lack, and what stands where nothing is known.
_LATER: Mapping[str, tuple[pa.DataType, Any]] = MappingProxyType(
    {
        "risk": (pa.float64(), None),
        "risk_before": (pa.float64(), None),
        "former_tier": (pa.string(), ""),
        "movement": (pa.string(), ""),
        "movement_reasons": (pa.string(), ""),
        "is_rising_fast": (pa.bool_(), False),
        "segment": (pa.string(), ""),
        "cohorts": (pa.string(), ""),
        "has_mental_health_need": (pa.bool_(), False),
        "is_priority": (pa.bool_(), False),
        "impactibility_pence": (pa.int64(), None),
        "deprivation": (pa.int16(), None),
        "hfrs_tenths": (pa.int32(), None),
        "medicines": (pa.int32(), None),
    }
)


def load_listing(
    *, published: PublishedRun, people: pa.Table, unlisted: pa.Table | None = None, **_ignored: Any
) -> None:
    """Replace the list of people by that of `published`, and whom it left out at their own wish."""
    Listing.objects.all()._raw_delete(Listing.objects.db)
    Unlisted.objects.all()._raw_delete(Unlisted.objects.db)
    if unlisted is not None:
        copy_rows(
            Unlisted, pa.table({"person_id": unlisted["person"], "neighbourhood": unlisted["neighbourhood"]})
        )
    tiers = pc.cast(people["tier"], pa.string())
    order = pc.index_in(tiers, value_set=pa.array([str(tier) for tier in ORDER]))
    columns: dict[str, Any] = {name: people[name] for name in _SAME}
    columns |= {name: _later(people, name) for name in _LATER}
    columns["cohorts"] = _between_semicolons(columns["cohorts"])
    columns["person_id"] = people["person"]
    columns["tier_order"] = pc.add(order, 1)
    columns["run_id"] = pa.array([published.pk] * people.num_rows, pa.string())
    copy_rows(Listing, pa.table(columns))
    take_stock(Listing)


def _later(people: pa.Table, name: str) -> Any:
    kind, absent = _LATER[name]
    if name not in people.column_names:
        return pa.repeat(pa.scalar(absent, kind), people.num_rows)
    column = people[name].cast(kind)
    return column if absent is None else pc.fill_null(column, absent)


def _between_semicolons(texts: Any) -> Any:
    """Return ``;a;b;`` for ``a; b``: then one id is found without finding those that begin like it."""
    inside = pc.replace_substring(texts, " ", "")
    return pc.if_else(pc.equal(inside, ""), "", pc.binary_join_element_wise(";", inside, ";", ""))

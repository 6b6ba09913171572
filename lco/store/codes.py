"""The dictionary of codes grows batch by batch and never renumbers."""

from __future__ import annotations

from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.store.place_store import Store


def greatest_code(store: Store, con: Any) -> int:
    """Return the greatest integer given to a code so far; 0 in an empty store."""
    return int(store.codes(con).code.max().fill_null(0).execute())


def new_codes(store: Store, con: Any, wanted: Expression) -> Expression:
    """Number the codes of `wanted` (system, text, label) which the store does not know yet.

    Numbers follow the store's greatest, in order of system and text, so that the same source gives the
    same numbers. Of several labels of a code the first in order stands.
    """
    known = store.codes(con).select("system", "text")
    fresh = (
        wanted.group_by("system", "text")
        .agg(label=wanted.label.cast("string").min())
        .anti_join(known, ["system", "text"])
    )
    number = ibis.row_number().over(order_by=[fresh.system, fresh.text]) + greatest_code(store, con) + 1
    return fresh.select(number.cast("int32").name("code"), fresh.system, fresh.text, fresh.label)

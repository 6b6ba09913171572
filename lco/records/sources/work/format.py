"""The files the web application writes for the analysis: their columns, and what may stand in them.

They carry the pseudonyms of the store, so no key and no identity goes out or comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from lco.store.vocabulary import JudgedTier, JudgementReason

JUDGEMENTS = "judgements"

# Column to the words it knows; None where it holds a pseudonym or a day. Empty may be `ends_before` alone.
COLUMNS: Mapping[str, type[IntEnum] | None] = MappingProxyType(
    {
        "person": None,
        "judged_on": None,
        "ends_before": None,
        "tier": JudgedTier,
        "reason": JudgementReason,
    }
)


def codes_of(words: type[IntEnum]) -> dict[str, int]:
    """Return what may stand for each code: its word in small letters, or the code itself."""
    return {text: int(each) for each in words for text in (each.name.lower(), str(int(each)))}

"""The columns of the hospital flags of a run."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FLAG_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "person": "keyed pseudonym",
        "kind": "id of the kind of flag, such as left_hospital",
        "on": "day of what is flagged: of the admission, of the discharge, of the last attendance",
        "count": "nights of the stay, days since the discharge before, or days with an attendance",
    }
)

"""The kinds of hospital flags of the place that is shown."""

from __future__ import annotations

from functools import cache

from lco.teams.hospital_flags import FlagRule, flag_rules_of
from web.ui import place


def current() -> tuple[FlagRule, ...]:
    """Return the kinds of flags of this place, with its own thresholds where its pack sets them."""
    return _of(place.identifier())


@cache
def _of(identifier: str) -> tuple[FlagRule, ...]:
    # A pack is read once and never changes while the web runs.
    return flag_rules_of(place.current())

"""The kinds of hospital flags of the place that is shown."""

from __future__ import annotations

from functools import cache

from lco.teams.hospital_flags import FlagRule, flag_rules_of, flagged_when, found_by
from web.ui import place


def current() -> tuple[FlagRule, ...]:
    """Return the kinds of flags of this place, with its own thresholds where its pack sets them."""
    return _of(place.identifier())


def told() -> list[dict[str, str]]:
    """Return each kind as a page tells it: its title, when there is such a flag, and whom it finds."""
    return [{"title": rule.title, "when": flagged_when(rule), "found": found_by(rule)} for rule in current()]


@cache
def _of(identifier: str) -> tuple[FlagRule, ...]:
    # A pack is read once and never changes while the web runs.
    return flag_rules_of(place.current())

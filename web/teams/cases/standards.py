"""The standards of the place that is shown."""

from __future__ import annotations

from lco.teams.standards import Standards, standards


def current() -> Standards:
    """Return the days and weeks the teams of this place work to."""
    return standards()

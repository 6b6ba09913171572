"""The standards, and the quorum, of the place that is shown."""

from __future__ import annotations

from functools import cache

from lco.teams.place_standards import quorum_of, standards_of
from lco.teams.quorum import QuorumRule
from lco.teams.standard import Standards
from web.ui import place


def current() -> Standards:
    """Return the numbers the teams of this place work to: its own, where its pack sets them."""
    return _of(place.identifier())


def quorum() -> QuorumRule:
    """Return who has to be there for a meeting of this place to decide, where a team sets nothing else."""
    return _quorum(place.identifier())


@cache
def _of(identifier: str) -> Standards:
    # A pack is read once and never changes while the web runs.
    return standards_of(place.current())


@cache
def _quorum(identifier: str) -> QuorumRule:
    return quorum_of(place.current())

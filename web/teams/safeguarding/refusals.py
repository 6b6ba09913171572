"""What cannot be done with a concern, and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lco.teams.safeguarding import deciders_in_words

if TYPE_CHECKING:
    from web.teams.safeguarding.models import Concern, ConcernEvent


class ConcernRefused(ValueError):
    """What cannot be done with a concern; the message says why and what to do."""


def not_decided_by_them() -> str:
    """Return what is said to who knows of a concern and does not decide on it."""
    return f"A {deciders_in_words()} of the team decides this for the council: ask them."


class ChangedMeanwhile(ConcernRefused):
    """Somebody wrote on the concern since the form was opened; `events` is what they did, newest first."""

    def __init__(self, held: Concern, events: Sequence[ConcernEvent]) -> None:
        self.held, self.events = held, events
        who = events[0].by.name if events and events[0].by else "Somebody"
        super().__init__(
            f"{who} wrote on this concern meanwhile: read what is new, then save yours or leave it."
        )

"""What cannot be done with a case, and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from web.teams.cases.models import Case, CaseEvent


class CaseRefused(ValueError):
    """What cannot be done with a case; the message says why and what to do."""


class ChangedMeanwhile(CaseRefused):
    """Somebody changed the case since the form was opened; `events` is what they did, newest last."""

    def __init__(self, held: Case | None = None, events: Sequence[CaseEvent] = ()) -> None:
        self.held, self.events = held, events
        who = events[-1].by.name if events and events[-1].by else "Somebody"
        super().__init__(
            f"{who} changed this while you wrote: read what is new, then save yours or leave it."
        )

"""A timeline as somebody reads it: what they may not see is left out, what is held closer is noted."""

from __future__ import annotations

from typing import Any

from web.audit.actions import record_look
from web.teams.access.people import Seen
from web.teams.access.sections import permit
from web.teams.timelines import Timeline, timeline_of

# Apart from looks at the person: who has seen a record is read by staff as well, and must not tell them
# that something is held closer.
HELD_CLOSER = "held_closer"


def read_timeline(*, by: Any, seen: Seen, chosen: str) -> Timeline:
    """Return the timeline as `by` may see it, and write down a look at what is held closer: one row."""
    grounds: dict[str, str] = {}

    def may(kind: str) -> bool:
        decided = permit(by, seen, sensitivity=kind)
        if decided.is_shown:
            grounds[kind] = decided.ground
        return decided.is_shown

    found = timeline_of(seen.pseudonym, chosen, may=may)
    if found.closer:
        record_look(
            by=by,
            person=seen.pseudonym,
            kind=HELD_CLOSER,
            detail=f"{found.closer} of the timeline",
            ground=seen.ground,
            basis=next((each for kind, each in grounds.items() if kind != "ordinary"), ""),
        )
    return found

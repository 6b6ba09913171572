"""Who is left out of files that are taken for a purpose beyond the care of a person.

The audit app knows no opt-outs: the app that keeps them says here whom to leave out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from web.audit.models import Purpose

# Care of the person, what they complained of, and who looked at whom are about the person themselves.
BEYOND_CARE = frozenset({Purpose.SERVICE_PLANNING, Purpose.RECORD_QUALITY})
SAID = "people with a national data opt-out are left out"

LeaveOut = Callable[[Any], Any]
_leave_out: dict[str, LeaveOut] = {}


def register(name: str, leave_out: LeaveOut) -> None:
    """Let `leave_out` take rows of a list and return those that may go; the same `name` replaces."""
    _leave_out[name] = leave_out


def kept(rows: Any, purpose: str) -> Any:
    """Return the rows that may go into a file for `purpose`."""
    if purpose in BEYOND_CARE:
        for leave_out in _leave_out.values():
            rows = leave_out(rows)
    return rows

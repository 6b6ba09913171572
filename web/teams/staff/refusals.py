"""Why something about staff cannot be; each message says what to do instead."""

from __future__ import annotations


class StaffRefused(ValueError):
    """What cannot be done; the message says why and what to do."""


class ChangedMeanwhile(StaffRefused):
    """Somebody changed it since the form was opened."""

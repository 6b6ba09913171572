"""Why something cannot be done with a task; each message says what to do instead."""

from __future__ import annotations


class TaskRefused(ValueError):
    """What cannot be done with a task; the message says why and what to do."""


class ChangedMeanwhile(TaskRefused):
    """Somebody changed the task since the form was opened."""

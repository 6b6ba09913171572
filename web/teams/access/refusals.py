"""What cannot be done with access to a person; the message says why and what to do."""

from __future__ import annotations


class AccessRefused(ValueError):
    """An act on access that cannot be; the message says why and what to do."""


class NobodyThere(AccessRefused):
    """Nobody is known by what was entered."""


class ChangedMeanwhile(AccessRefused):
    """Somebody else changed it since the page was opened."""

"""The little Manchester, for the tests of this folder."""

from __future__ import annotations

from tests.journeys.manchester import little_manchester, manchester, teamed

__all__ = ["little_manchester", "manchester", "teamed"]

"""A clock for made-up work: acts are done one after the other as if on the days they are dated.

Real actions ask the time themselves. While made-up work is written they are told another, in the process that
makes the demonstration and nowhere else; the audit trail alone keeps the true time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from django.apps import apps
from django.db import models
from django.utils import timezone

_A_MOMENT = timedelta(milliseconds=1)


class Clock:
    """Tells the time it was set to, a moment later each time it is asked."""

    def __init__(self) -> None:
        self._at = timezone.now()

    def set(self, instant: datetime) -> None:
        """Let it be `instant`."""
        self._at = instant.astimezone(UTC)

    def now(self) -> datetime:
        """Return the time it is taken to be."""
        self._at += _A_MOMENT
        return self._at


@contextmanager
def made_up_time() -> Iterator[Clock]:
    """Let the teams app take the time from the clock given, while the block runs."""
    clock, true_now = Clock(), timezone.now
    dated = [
        field for model in apps.get_app_config("teams").get_models() for field in _dated(model, true_now)
    ]
    with patch("django.utils.timezone.now", clock.now):
        for field in dated:
            field.__dict__["_get_default"] = clock.now
        try:
            yield clock
        finally:
            for field in dated:
                del field.__dict__["_get_default"]


def _dated(model: type[models.Model], true_now: object) -> Iterator[models.Field[object, object]]:
    return (field for field in model._meta.local_fields if field.default is true_now)

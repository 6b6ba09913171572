"""Made-up work as steps in time: each is done at its moment, the earliest first."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from web.teams.demonstration.clock import Clock

NAMESPACE = uuid.UUID("3c1f2f3e-6a57-4a6e-9c59-0f3a1d7f52c4")


def key_of(*parts: Any) -> uuid.UUID:
    """Return the same key for the same words, every time: what is made up twice is there once."""
    return uuid.uuid5(NAMESPACE, " ".join(str(part) for part in parts))


@dataclass
class Steps:
    """What is to be done and when, gathered from all parts before any of it is done."""

    today: date
    chance: random.Random
    waiting: list[tuple[datetime, int, Callable[[], Any]]] = field(default_factory=list)

    def on(self, days_ago: int, do: Callable[[], Any], *, hour: int = 0) -> None:
        """Do something so many days ago, at `hour` or at some hour of the working day."""
        self.waiting.append((self.at(days_ago, hour or self.chance.randint(9, 16)), len(self.waiting), do))

    def at(self, days_ago: int, hour: int) -> datetime:
        """Return an instant so many days ago; never one that is still to come."""
        on = self.today - timedelta(days=days_ago)
        instant = timezone.make_aware(datetime.combine(on, time(hour, self.chance.randint(0, 59))))
        midnight = timezone.make_aware(datetime.combine(self.today, time(0, 1)))
        return instant if days_ago > 0 else midnight

    def run(self, clock: Clock) -> int:
        """Do all of it in the order of time; return how much there was."""
        done = 0
        while self.waiting:
            self.waiting.sort(key=lambda step: step[:2])
            instant, _, do = self.waiting.pop(0)
            clock.set(instant)
            do()
            done += 1
        return done

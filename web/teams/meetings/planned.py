"""The plan of a person in short, for a meeting: only the sections whoever looks may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from web.teams.access.people import Seen
from web.teams.plans.queries import current_plan
from web.teams.plans.reading import parts_of

_SHOWN = ("goals", "contingency")


@dataclass(frozen=True)
class PlanInShort:
    """How far the plan is, its goals and what to do when things go wrong, and the next review."""

    state: str
    review_on: date | None
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def plan_in_short(user: Any, seen: Seen) -> PlanInShort | None:
    """Return the plan of the person `seen` as far as `user` may see it; None when there is none."""
    plan = current_plan(seen.pseudonym)
    if plan is None:
        return None
    parts = [part for part in parts_of(user, seen, plan.content) if part.section.id in _SHOWN]
    told = ((part.section.title, _words(part)) for part in parts)
    return PlanInShort(plan.state, plan.review_on, tuple((title, words) for title, words in told if words))


def _words(part: Any) -> tuple[str, ...]:
    if not part.sight.is_shown:
        return ("Not shown to you",)
    return (*(item.title for item in part.items), *(f"{label}: {words}" for label, words in part.rows))

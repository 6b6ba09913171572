"""How a plan is written in tests of plans."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from lco.teams.plans.content import Entry, entry, words
from web.teams.plans import actions, queries
from web.teams.plans.models import PlanDeed, PlanVersion, Way

GOAL = {
    "words": "Walk to the market on my own",
    "kind": "physical",
    "weight": "2",
    "level_m2": "I stay in bed",
    "level_m1": "I sit by the window",
    "level_0": "I walk to the gate",
    "level_p1": "I walk to the corner",
    "level_p2": "I walk to the market",
    "baseline": "-1",
}


def signed(user: Any) -> Client:
    """Return the browser of somebody who is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def write(
    by: Any,
    person: int,
    section: str = "about_me",
    entries: tuple[Entry, ...] = (),
    *,
    base: int | None = None,
    key: uuid.UUID | None = None,
    **answers: str,
) -> PlanVersion:
    """Write a section as somebody does who opened it just now."""
    latest = queries.latest_version(person)
    return actions.save_section(
        by=by,
        person=person,
        section=section,
        entries=entries or words(answers),
        base=(latest.number if latest else 0) if base is None else base,
        key=key or uuid.uuid4(),
    )


def goal(id: str = "walk", **changes: str) -> Entry:
    """Return a goal with all its levels."""
    return entry(id, {**GOAL, **changes})


def how(**changes: Any) -> actions.Agreed:
    """Return an agreement made today, face to face, to be looked at again in ten weeks."""
    today = timezone.localdate()
    values: dict[str, Any] = {
        "way": Way.IN_PERSON,
        "who": "Doris Archer",
        "done_on": today,
        "review_on": today + timedelta(weeks=10),
    }
    return actions.Agreed(**{**values, **changes})


def agree(by: Any, person: int, *, number: int | None = None, **changes: Any) -> PlanDeed:
    """Agree the plan as it stands."""
    latest = queries.latest_version(person)
    at = number if number is not None else (latest.number if latest else 0)
    return actions.agree_plan(by=by, person=person, number=at, agreed=how(**changes), key=uuid.uuid4())

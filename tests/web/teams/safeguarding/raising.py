"""Raises concerns, decides on them and closes them as somebody does who opened the form just now."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from lco.teams.safeguarding import Answer, rules
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.safeguarding import actions
from web.teams.safeguarding.models import Concern

SAID_WORDS = "The nephew keeps her bank card"
WISH = "My card back, and no police"
STEP = "See her alone and ask about the card"
DUTY, NO_DUTY, NOT_KNOWN = (True, True, True), (True, True, False), (True, None, True)


def told(**values: Any) -> actions.Told:
    """Return what is told of a concern."""
    given = {
        "is_in_danger": False,
        "told": SAID_WORDS,
        "words_of": "person",
        "says": "agrees",
        "wishes": WISH,
        **values,
    }
    return actions.Told(**given)


def raised(by: Any, person: Any, **values: Any) -> Concern:
    """Raise a concern with a key of its own."""
    return actions.raise_concern(by=by, person=person.pk, told=told(**values), key=uuid.uuid4())


def answers(*met: bool | None) -> dict[str, Answer]:
    """Return an answer to each leg, with a reason."""
    return {leg.id: Answer(each, f"Why {leg.id}") for leg, each in zip(rules().legs, met, strict=True)}


def step(owner: Any, **values: Any) -> actions.NextStep:
    """Return a step for `owner`, due in three days."""
    given = {"title": STEP, "owner": owner, "due_on": today() + timedelta(days=3), **values}
    return actions.NextStep(**given)


def decided(by: Any, concern: Concern, *met: bool | None, owner: Any = None, **values: Any) -> Concern:
    """Decide on the three legs; `owner` does the next step."""
    given = {"answers": answers(*met), "step": step(owner) if owner else None, "key": uuid.uuid4(), **values}
    return actions.decide_on(by=by, concern=concern, **given)


def closed(by: Any, concern: Concern, ending: str = "other_help", **values: Any) -> Concern:
    """Close a concern."""
    given = {"wishes_met": "partly", "note": "The bank sent a new card", "key": uuid.uuid4(), **values}
    return actions.close(by=by, concern=concern, ending=ending, **given)


def as_profession(user: Any, profession: str) -> Any:
    """Let a member of a team be of a profession."""
    Membership.objects.filter(user=user).update(profession=profession)
    return user


def form_of(**values: Any) -> dict[str, Any]:
    """Return what is sent when a concern is raised by its form."""
    return {
        "key": str(uuid.uuid4()),
        "is_in_danger": "no",
        "told": SAID_WORDS,
        "words_of": "person",
        "says": "agrees",
        "wishes": WISH,
        **values,
    }


def legs_form(*met: str, **values: Any) -> dict[str, Any]:
    """Return what is sent when the legs are decided by their form: ``yes``, ``no`` or ``not_known``."""
    legs = rules().legs
    said = {leg.id: each for leg, each in zip(legs, met, strict=True)}
    why = {f"{leg.id}_why": f"Why {leg.id}" for leg in legs}
    return {"key": str(uuid.uuid4()), **said, **why, **values}

"""How a step is agreed for a held concern: its task gives nothing away, and who does it is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.urls import reverse

from web.teams.queries import today
from web.teams.safeguarding.models import Concern, ConcernStep
from web.teams.safeguarding.refusals import ConcernRefused
from web.ui import formats

# In the product and in the mail that says there is a message: neither says what it is about.
ABOUT_NEW = "Something that few may see waits for you."


@dataclass(frozen=True)
class NextStep:
    """What is to be done, by whom (a user of the team), until when."""

    title: str
    owner: Any
    due_on: date


def agree(held: Concern, step: NextStep, *, by: Any, key: UUID) -> str:
    """Make the task of a step and name its owner on the held concern; return it in words.

    The task's own title gives nothing away: it stands in mails, digests and on screens seen by others.

    Raises:
        ConcernRefused: when it says nothing, is dated back, or is for somebody it is kept from.
    """
    from web.teams.work.actions import TaskRefused, add_task, notify

    _refuse_what_cannot_be(held, step)
    try:
        task = add_task(
            by=by,
            team=held.team,
            title=f"Agreed step {held.pk}-{held.steps.count() + 1}: open where it was decided to read it",
            due_on=step.due_on,
            owner=step.owner,
            key=uuid5(key, "step"),
            came_from="safeguarding",
            came_from_id=held.pk,
        )
    except TaskRefused as refused:
        raise ConcernRefused(str(refused)) from refused
    ConcernStep.objects.create(concern=held, title=step.title.strip(), task=task)
    held.named.add(step.owner)
    if step.owner.pk != by.pk:
        notify(by=by, to=step.owner, about=ABOUT_NEW, address=address_of(held), key=uuid5(key, "told"))
    return f"{step.title.strip()}: {step.owner.name}, by {formats.day(step.due_on)}"


def address_of(held: Concern) -> str:
    """Return the page of the concern."""
    return reverse("teams:safeguarding_concern", args=[held.person_id, held.pk])


def refuse_kept_from(held: Concern, user: Any) -> None:
    """Refuse somebody the concern is kept from.

    Raises:
        ConcernRefused: then.
    """
    if held.kept_from.filter(pk=user.pk).exists():
        raise ConcernRefused(f"This concern is kept from {user.name}: choose somebody else.")


def _refuse_what_cannot_be(held: Concern, step: NextStep) -> None:
    if not step.title.strip() or step.owner is None:
        raise ConcernRefused("Say what is done next, who does it, and by when.")
    if step.due_on < today():
        raise ConcernRefused("The step is due today or later: choose a later day.")
    refuse_kept_from(held, step.owner)

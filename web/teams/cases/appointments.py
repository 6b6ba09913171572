"""Who looks after a person, how closely, and when they look again: checked and set on a held case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lco.teams.workflow import Act
from web.teams.cases import standards
from web.teams.cases.models import Case, Intensity
from web.teams.cases.refusals import CaseRefused
from web.teams.queries import members_of
from web.ui import formats


@dataclass(frozen=True)
class Appointment:
    """What is set on a case; None leaves as it is."""

    coordinator: Any = None
    lead_professional: Any = None
    review_on: date | None = None
    intensity: int | None = None


def set_on(held: Case, asked: Appointment, *, on: date) -> str:
    """Set what is asked on the held case, not yet saved; return in words what changed.

    Raises:
        CaseRefused: when somebody is not of the team, or the review would be too late or gone by.
    """
    changed = [*_people(held, asked), *_review(held, asked, on)]
    return "; ".join(changed)


def needed_by(act: Act, held: Case, asked: Appointment, *, by: Any, on: date) -> Appointment:
    """Return `asked` with what `act` cannot leave open: who coordinates, and when is looked again."""
    coordinator, review_on, intensity = asked.coordinator, asked.review_on, asked.intensity
    if act is Act.START and coordinator is None and held.coordinator_id is None:
        # Whoever starts a plan coordinates it until somebody else is appointed: no state is nobody's.
        coordinator = by
    if act is Act.STEP_UP:
        intensity = Intensity.INTENSIVE
    if act in {Act.START, Act.CONTINUE, Act.STEP_UP} and review_on is None:
        latest = standards.current().longest_review(intensity or held.intensity, on=on)
        is_ahead = held.review_on is not None and on < held.review_on <= latest
        review_on = held.review_on if is_ahead else latest
    return Appointment(coordinator, asked.lead_professional, review_on, intensity)


def _people(held: Case, asked: Appointment) -> list[str]:
    changed = []
    for name, words in (("lead_professional", "Lead professional"), ("coordinator", "Coordinator")):
        user = getattr(asked, name)
        if user is None or user.pk == getattr(held, f"{name}_id"):
            continue
        if not user.is_active or not members_of(held.team).filter(user=user).exists():
            raise CaseRefused(
                f"{user.name} does not belong to {held.team.name} today: choose a member of the team, or let "
                "them join first."
            )
        setattr(held, name, user)
        changed.append(f"{words}: {user.name}")
    return changed


def _review(held: Case, asked: Appointment, on: date) -> list[str]:
    changed = []
    if asked.intensity is not None and asked.intensity != held.intensity:
        held.intensity = Intensity(asked.intensity)
        changed.append(f"Support: {held.get_intensity_display().lower()}")
    latest = standards.current().longest_review(held.intensity, on=on)
    if asked.review_on is not None and asked.review_on != held.review_on:
        if not on <= asked.review_on <= latest:
            raise CaseRefused(
                f"With {held.get_intensity_display().lower()} support the next review is at the latest on "
                f"{formats.day(latest)}, and not before today: choose another day."
            )
        held.review_on = asked.review_on
        changed.append(f"Review on {formats.day(held.review_on)}")
    elif held.review_on is not None and held.review_on > latest:
        held.review_on = latest
        changed.append(f"Review on {formats.day(latest)}, the latest day for this support")
    return changed

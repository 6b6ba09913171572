"""Acts that keep a record of their own: stepping down by its test, and best-interests decisions."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lco.teams.workflow import Act
from web.teams.cases.holding import hold, made_before, refuse_an_older_page, refuse_outsiders, write
from web.teams.cases.models import BestInterests, Case, CaseEvent
from web.teams.cases.refusals import CaseRefused
from web.teams.cases.rules import checked_reason, state_after
from web.teams.cases.said import InBestInterests
from web.teams.cases.stepping_down import legs_of
from web.teams.queries import is_lead_of, today
from web.ui.words import phrase


@transaction.atomic
def step_down(
    *,
    by: Any,
    case: Case,
    key: UUID,
    reason: str,
    is_agreed: bool,
    version: int | None = None,
    note: str = "",
    is_override: bool = False,
    at: datetime | None = None,
) -> CaseEvent:
    """Let a person step down who passes the test, or whose team's lead says why without it.

    `is_agreed` says whether the person agrees. What the test found is kept with the act.

    Raises:
        CaseRefused: when the test does not hold and the lead did not say why, or it is not the time.
        ChangedMeanwhile: when the case was changed since the form was opened.
    """
    held = hold(case)
    made = made_before(key, held)
    if made is not None:
        return made
    refuse_an_older_page(held, version)
    refuse_outsiders(by, held, Act.STEP_DOWN)
    chosen, to = checked_reason(Act.STEP_DOWN, reason, note), state_after(held, Act.STEP_DOWN)
    test = legs_of(held, is_agreed=is_agreed)
    detail = test.words
    if not test.passes:
        _refuse_without_the_lead(by, held, test.missing, note=note, is_override=is_override)
        detail = f"{detail}; decided by the lead without {phrase(test.missing)}"
    return write(held, Act.STEP_DOWN, to, by=by, key=key, at=at, reason=chosen, note=note, detail=detail)


@transaction.atomic
def decide_best_interests(
    *, by: Any, case: Case, key: UUID, decision: InBestInterests, version: int | None = None
) -> CaseEvent:
    """Keep what was decided for a person who lacks capacity: to take them on, or not to.

    Raises:
        CaseRefused: when a part of the record is missing, a day lies ahead, or they are not invited now.
        ChangedMeanwhile: when the case was changed since the form was opened.
    """
    held = hold(case)
    made = made_before(key, held)
    if made is not None:
        return made
    refuse_an_older_page(held, version)
    refuse_outsiders(by, held, Act.BEST_INTERESTS)
    _refuse_half_a_record(decision)
    act = Act.BEST_INTERESTS if decision.is_taken_on else Act.DECLINE
    to = state_after(held, act)
    kept = {name: value for name, value in asdict(decision).items() if name != "is_taken_on"}
    BestInterests.objects.create(case=held, made_by=by, key=key, **kept)
    reason = "" if decision.is_taken_on else "not_best_interests"
    return write(held, act, to, by=by, key=key, reason=reason, detail="Decided in their best interests")


def _refuse_without_the_lead(
    by: Any, held: Case, missing: tuple[str, ...], *, note: str, is_override: bool
) -> None:
    lacks = phrase(missing)
    if not is_override:
        raise CaseRefused(
            f"Stepping down still lacks {lacks}: see to it, or let the lead of the team decide."
        )
    if by is not None and not is_lead_of(by, held.team):
        raise CaseRefused(
            f"Without {lacks} only the lead of {held.team.name} lets somebody step down: ask them."
        )
    if not note.strip():
        raise CaseRefused(f"Say in your own words why the person steps down without {lacks}.")


def _refuse_half_a_record(decision: InBestInterests) -> None:
    if not all(text.strip() for text in asdict(decision).values() if isinstance(text, str)):
        raise CaseRefused("Fill in every part of the record: it has to stand up years later.")
    if max(decision.assessed_on, decision.decided_on) > today():
        raise CaseRefused("A decision is recorded once it is made: the days cannot be in the future.")
    if decision.decided_on < decision.assessed_on:
        raise CaseRefused("Capacity is assessed before anything is decided: look at the two days again.")

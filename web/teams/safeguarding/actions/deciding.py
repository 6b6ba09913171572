"""Who decides for the council decides on the three legs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from lco.teams.safeguarding import Answer, Decision, after, decide, needs_action, without_reason
from web.teams.safeguarding.agreeing import NextStep, agree
from web.teams.safeguarding.holding import (
    hold,
    keep,
    made_before,
    refuse_an_older_page,
    refuse_closed,
    refuse_who_decides_not,
)
from web.teams.safeguarding.models import Concern, ConcernAct, ConcernDecision
from web.teams.safeguarding.refusals import ConcernRefused


@transaction.atomic
def decide_on(
    *,
    by: Any,
    concern: Concern,
    answers: Mapping[str, Answer],
    step: NextStep | None,
    key: UUID,
    version: int | None = None,
) -> Concern:
    """Decide on the three legs, each with its reason, and agree what is done next.

    The decision may be taken again while the concern is open, as more becomes known: every one is kept. The
    same `key` again changes nothing.

    Raises:
        ConcernRefused: when `by` does not decide here, a reason is missing, or nobody does the next step.
        ChangedMeanwhile: when somebody wrote on the concern since the form was opened.
    """
    held = hold(by, concern)
    if made_before(key, held):
        return held
    refuse_who_decides_not(by, held)
    refuse_an_older_page(held, version)
    refuse_closed(held)
    missing = without_reason(answers)
    if missing:
        raise ConcernRefused(f"Give the reason: {missing[0].title.lower()}.")
    decision = decide(answers, age=held.person.age)
    if step is None and needs_action(decision.outcome):
        raise ConcernRefused("Say what is done next, who does it, and by when.")
    _write(held, decision, by=by, key=key)
    held.stage = after(decision.outcome)
    agreed = agree(held, step, by=by, key=key) if step else ""
    keep(held, ConcernAct.DECIDED, by=by, key=key, words=" ".join(filter(None, [decision.in_words, agreed])))
    return held


def _write(held: Concern, decision: Decision, *, by: Any, key: UUID) -> None:
    ConcernDecision.objects.create(
        concern=held,
        legs=[vars(leg) for leg in decision.legs],
        outcome=decision.outcome,
        in_words=decision.in_words,
        source=decision.source,
        by=by,
        key=key,
    )

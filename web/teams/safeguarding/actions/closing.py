"""A concern is closed with what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lco.teams.safeguarding import Stage, endings, rules
from web.teams.safeguarding.holding import (
    hold,
    keep,
    made_before,
    refuse_an_older_page,
    refuse_closed,
    refuse_who_decides_not,
)
from web.teams.safeguarding.models import Concern, ConcernAct
from web.teams.safeguarding.refusals import ConcernRefused
from web.teams.work.models import Status


@transaction.atomic
def close(
    *,
    by: Any,
    concern: Concern,
    ending: str,
    wishes_met: str,
    note: str,
    key: UUID,
    version: int | None = None,
) -> Concern:
    """Close a concern that was decided on, once no step is open. The same `key` again changes nothing.

    Raises:
        ConcernRefused: when `by` does not decide here, it is not decided yet, a step is open, or nothing is
            said of what came of it.
        ChangedMeanwhile: when somebody wrote on the concern since the form was opened.
    """
    held = hold(by, concern)
    if made_before(key, held):
        return held
    refuse_who_decides_not(by, held)
    refuse_an_older_page(held, version)
    refuse_closed(held)
    _refuse_too_soon(held)
    if ending not in {each.code for each in endings(Stage(held.stage))} or wishes_met not in dict(
        rules().wishes
    ):
        raise ConcernRefused("Choose from the lists what came of it, and whether the person's wish was met.")
    if not note.strip():
        raise ConcernRefused("Say what came of it.")
    held.ending, held.wishes_met, held.closing_note = ending, wishes_met, note.strip()
    held.stage, held.closed_by, held.closed_at = Stage.CLOSED, by, timezone.now()
    words = f"{held.ending_in_words}. What the person wanted: {held.wishes_met_in_words.lower()}."
    keep(held, ConcernAct.CLOSED, by=by, key=key, words=words)
    return held


def _refuse_too_soon(held: Concern) -> None:
    if not endings(Stage(held.stage)):
        raise ConcernRefused("Decide on the three legs first: what is not decided cannot be closed.")
    waiting = held.steps.filter(task__status=Status.OPEN).count()
    if waiting:
        raise ConcernRefused(
            "A step that was agreed is still open: say what came of it, or that it is not needed any more."
        )

"""Writes of judgements: made, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from lco.periods import months_after
from lco.records.tables import JudgementReason
from lco.teams.standard import Unit
from web.audit.actions import record_write
from web.population.models import Listing, Tier
from web.records.models import Person
from web.teams.cases import standards
from web.teams.judgements import latest_of
from web.teams.models import Judgement, JudgementAct
from web.teams.queries import person_seen_by, today


class JudgementRefused(ValueError):
    """A judgement that cannot be; the message says why and what to do."""


class JudgedMeanwhile(JudgementRefused):
    """Somebody said something else of the person since the form was opened; `latest` is what they said."""

    def __init__(self, latest: Judgement) -> None:
        self.latest = latest
        said = "took the judgement back" if latest.is_withdrawal else f"judged {latest.get_tier_display()}"
        super().__init__(
            f"{latest.judged_by.name} {said} while you wrote: read it, then save yours or leave theirs."
        )


@dataclass(frozen=True)
class Decision:
    """What a member of a team decided of a person's tier."""

    tier: str
    reason: int
    ends_before: date
    note: str = ""


@transaction.atomic
def judge(
    *,
    by: Any,
    listing: Listing,
    decision: Decision,
    key: UUID,
    after: int | None,
    judged_on: date | None = None,
) -> Judgement:
    """Keep what `by` judged of a person's tier; it replaces what was said before.

    Args:
        by: who judges: somebody whose team looks after the person now.
        listing: the person.
        decision: the tier judged to be right, why, and until when.
        key: of the form: sent a second time, the judgement made the first time is returned.
        after: key of the last judgement the form showed; None when there was none.
        judged_on: day of the judgement, today when not given.

    Raises:
        JudgementRefused: when `by` may not judge the person, or the decision cannot be.
        JudgedMeanwhile: when somebody judged after the form was opened.
    """
    day = judged_on or today()
    _refuse_what_cannot_be(decision, day)
    made = _made_before(by, listing, key, after)
    if made is not None:
        return made
    judgement = Judgement.objects.create(
        person_id=listing.person_id,
        tier=decision.tier,
        reason=decision.reason,
        note=decision.note,
        judged_on=day,
        ends_before=decision.ends_before,
        judged_by=by,
        key=key,
    )
    record_write(
        by=by, kind="person", id=listing.person_id, detail=f"judged the tier, judgement {judgement.pk}"
    )
    return judgement


@transaction.atomic
def withdraw(*, by: Any, listing: Listing, note: str, key: UUID, after: int | None) -> Judgement:
    """Take back what was judged of a person's tier, with the reason in `note`.

    Raises:
        JudgementRefused: when `by` may not judge the person, or there is no judgement to take back.
        JudgedMeanwhile: when somebody judged after the form was opened.
    """
    made = _made_before(by, listing, key, after)
    if made is not None:
        return made
    held, day = latest_of(listing.person_id), today()
    if held is None or not held.holds(day):
        raise JudgementRefused("No judgement holds of this person: there is nothing to take back.")
    if not note.strip():
        raise JudgementRefused("Say why the judgement is taken back.")
    withdrawal = Judgement.objects.create(
        person_id=listing.person_id,
        act=JudgementAct.WITHDRAWN,
        tier=held.tier,
        reason=held.reason,
        note=note,
        judged_on=day,
        ends_before=day,
        judged_by=by,
        key=key,
    )
    record_write(
        by=by, kind="person", id=listing.person_id, detail=f"took back the judgement {held.pk} of the tier"
    )
    return withdrawal


def _made_before(by: Any, listing: Listing, key: UUID, after: int | None) -> Judgement | None:
    """Hold the person until this is done; return what the same form made already.

    Whether `by` may judge is asked inside: a membership may end while a form is open.
    """
    Person.objects.select_for_update().get(pk=listing.person_id)
    if not by.has_perm("teams.judge_people") or person_seen_by(by, listing.person_id) is None:
        raise JudgementRefused("Only the team that looks after a person today judges their tier.")
    made = Judgement.objects.filter(key=key).first()
    if made is not None:
        if (made.person_id, made.judged_by_id) != (listing.person_id, by.pk):
            raise JudgementRefused("This form was used for another judgement: open it again.")
        return made
    latest = latest_of(listing.person_id)
    if latest is not None and latest.pk != after:
        raise JudgedMeanwhile(latest)
    return None


def _refuse_what_cannot_be(decision: Decision, day: date) -> None:
    if decision.tier not in Tier.values:
        raise JudgementRefused(f"There is no tier '{decision.tier[:20]}': choose high, rising or low.")
    if decision.reason not in set(JudgementReason) - {JudgementReason.NOT_KNOWN}:
        raise JudgementRefused("Choose the reason from the list.")
    if decision.reason == JudgementReason.OTHER and not decision.note.strip():
        raise JudgementRefused("Say in your own words what the other reason is.")
    longest = standards.current()["months_judgement"]
    if not day < decision.ends_before <= months_after(day, longest):
        words = Unit.MONTHS.counted(longest)
        raise JudgementRefused(f"A judgement holds until a day after it was made and for at most {words}.")

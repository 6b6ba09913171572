"""Judgements for a demonstration: one of each member's team, so that the third column is not empty."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from lco.periods import months_after
from lco.records.tables import JudgementReason
from web.population.models import Listing, Tier
from web.teams.actions.judgements import Decision, judge
from web.teams.cases import standards
from web.teams.judgements import latest_of
from web.teams.models import Judgement
from web.teams.queries import people_seen_by, today

_MONTHS = 3


@transaction.atomic
def seed_demo_judgements(*, by: Any, users: Iterable[Any]) -> list[Judgement]:
    """Let each of `users` who looks after people judge one person at rising risk; return the judgements.

    Doing it again changes nothing. A user who looks after nobody, or may not judge, judges nobody.
    """
    able = [user for user in users if user.has_perm("teams.judge_people")]
    chosen = [(user, _somebody(user)) for user in able]
    return [_judged(user, listing) for user, listing in chosen if listing is not None]


def _somebody(user: Any) -> Listing | None:
    """Return the person rising fastest of the user's people, else the first at rising risk."""
    rising = people_seen_by(user).filter(tier=Tier.RISING)
    return rising.order_by("-is_rising_fast", "rank").first()


def _judged(user: Any, listing: Listing) -> Judgement:
    latest = latest_of(listing.person_id)
    decision = Decision(
        tier=Tier.HIGH,
        reason=JudgementReason.GETTING_WORSE,
        ends_before=months_after(today(), min(_MONTHS, standards.current()["months_judgement"])),
        note="Seen at home: eats little and no longer manages the stairs. Made up for the demonstration.",
    )
    return judge(
        by=user,
        listing=listing,
        decision=decision,
        key=uuid.uuid5(uuid.NAMESPACE_OID, f"demonstration {user.pk} {listing.person_id}"),
        after=latest.pk if latest else None,
    )

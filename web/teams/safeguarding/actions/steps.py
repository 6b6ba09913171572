"""What is agreed to be done for a concern, by whom, and who else needs to know."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth import get_user_model
from django.db import transaction

from web.teams.queries import members_of
from web.teams.safeguarding.agreeing import ABOUT_NEW, NextStep, address_of, agree, refuse_kept_from
from web.teams.safeguarding.holding import (
    hold,
    keep,
    made_before,
    refuse_an_older_page,
    refuse_closed,
)
from web.teams.safeguarding.models import Concern, ConcernAct
from web.teams.safeguarding.refusals import ConcernRefused
from web.ui.words import phrase


@transaction.atomic
def add_step(*, by: Any, concern: Concern, step: NextStep, key: UUID, version: int | None = None) -> Concern:
    """Agree a step; whoever does it is named on the concern. The same `key` again changes nothing.

    Raises:
        ConcernRefused: when `by` may not, the concern is closed, or the step cannot be.
        ChangedMeanwhile: when somebody wrote on the concern since the form was opened.
    """
    held = hold(by, concern)
    if made_before(key, held):
        return held
    refuse_an_older_page(held, version)
    refuse_closed(held)
    keep(held, ConcernAct.STEP, by=by, key=key, words=agree(held, step, by=by, key=key))
    return held


@transaction.atomic
def name_people(
    *, by: Any, concern: Concern, users: Collection[int], why: str, key: UUID, version: int | None = None
) -> Concern:
    """Name further members of the team who need to know; the same `key` again changes nothing.

    Raises:
        ConcernRefused: when nobody is chosen, nobody says why, or the concern is kept from one of them.
        ChangedMeanwhile: when somebody wrote on the concern since the form was opened.
    """
    from web.teams.work.actions import notify

    held = hold(by, concern)
    if made_before(key, held):
        return held
    refuse_an_older_page(held, version)
    refuse_closed(held)
    chosen = _members(held, users)
    if not chosen or not why.strip():
        raise ConcernRefused("Choose who needs to know, and say why.")
    held.named.add(*chosen)
    keep(held, ConcernAct.NAMED, by=by, key=key, words=f"{phrase([each.name for each in chosen])}: {why}")
    for user in chosen:
        notify(by=by, to=user, about=ABOUT_NEW, address=address_of(held), key=uuid5(key, "told"))
    return held


def _members(held: Concern, users: Collection[int]) -> list[Any]:
    here = members_of(held.team).filter(user__in=list(users), user__is_active=True).values("user")
    found = list(get_user_model().objects.filter(pk__in=here).order_by("name"))
    if len(found) != len(set(users)):
        raise ConcernRefused("Choose people who belong to the team today.")
    for user in found:
        refuse_kept_from(held, user)
    return found

"""Somebody raises a concern about a person they see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from lco.teams.safeguarding import decide_by
from web.records.models import Person
from web.teams.cases import standards
from web.teams.models import Team
from web.teams.queries import today
from web.teams.safeguarding.agreeing import ABOUT_NEW, address_of
from web.teams.safeguarding.holding import seen_to_raise, write
from web.teams.safeguarding.models import Concern, ConcernAct, Says, WordsOf
from web.teams.safeguarding.queries import team_of
from web.teams.safeguarding.refusals import ConcernRefused
from web.teams.safeguarding.sight import told_of


@dataclass(frozen=True)
class Told:
    """What is told when a concern is raised; `kept_from` are keys of colleagues who must never see it."""

    is_in_danger: bool
    told: str
    words_of: str
    says: str
    told_by: str = ""
    made_safe: str = ""
    wishes: str = ""
    why_without: str = ""
    kept_from: Collection[int] = ()


@transaction.atomic
def raise_concern(*, by: Any, person: int, told: Told, key: UUID) -> Concern:
    """Keep a concern about a person; the same `key` again returns the first.

    Whoever raises it is named on it; the lead of the team and those who decide are told that something waits.

    Raises:
        ConcernRefused: when `by` does not see the person today, nobody looks after them, or half is missing.
    """
    seen = seen_to_raise(by, person)
    # Two who send one form at once wait at the person: the second finds what the first made.
    Person.objects.select_for_update().get(pk=person)
    made = Concern.objects.filter(key=key, person=person, raised_by=by).first()
    if made is not None:
        return made
    team = team_of(seen)
    if team is None:
        raise ConcernRefused(
            "No team looks after this person: ring the council's safeguarding team with what you know."
        )
    _refuse_half_a_concern(told)
    concern = _kept(by, seen.person, team, told, key)
    write(concern, ConcernAct.RAISED, by=by, key=key)
    _tell(concern, by=by, key=key)
    return concern


def _refuse_half_a_concern(told: Told) -> None:
    """Refuse a concern that leaves out what those who decide need.

    Raises:
        ConcernRefused: with what to add.
    """
    if told.words_of not in WordsOf.values or told.says not in Says.values:
        raise ConcernRefused("Choose whose words these are, and what the person says, from the lists.")
    if not told.told.strip():
        raise ConcernRefused("Write what was seen or said.")
    if told.words_of == WordsOf.OTHER and not told.told_by.strip():
        raise ConcernRefused("Write who told you.")
    if told.is_in_danger and not told.made_safe.strip():
        raise ConcernRefused("Ring 999 first; then write what was done to make the person safe.")
    if told.says == Says.AGREES and not told.wishes.strip():
        raise ConcernRefused("Write what the person wants to happen, in their words.")
    if told.says != Says.AGREES and not told.why_without.strip():
        raise ConcernRefused("Write why the person was not asked, or why you raise it against their wish.")


def _kept(by: Any, person: Person, team: Team, told: Told, key: UUID) -> Concern:
    words = {name: getattr(told, name).strip() for name in _TEXTS}
    concern = Concern.objects.create(
        person=person,
        team=team,
        is_in_danger=told.is_in_danger,
        words_of=told.words_of,
        says=told.says,
        decide_by=decide_by(today(), known=standards.current()),
        raised_by=by,
        key=key,
        **words,
    )
    concern.named.set([by])
    concern.kept_from.set(set(told.kept_from) - {by.pk})
    return concern


_TEXTS = ("told", "told_by", "made_safe", "wishes", "why_without")


def _tell(concern: Concern, *, by: Any, key: UUID) -> None:
    from web.teams.work.actions import notify

    address = address_of(concern)
    for user in told_of(concern):
        if user.pk != by.pk:
            # Without the person: a message about them would stand in their own record.
            notify(by=by, to=user, about=ABOUT_NEW, address=address, key=key)

"""Holds a concern while it is changed, asks inside whether one may, and writes what was done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lco.teams.safeguarding import Stage
from web.audit.actions import record_write
from web.teams.access.people import Seen, seen
from web.teams.safeguarding.models import Concern, ConcernAct, ConcernEvent
from web.teams.safeguarding.refusals import ChangedMeanwhile, ConcernRefused, not_decided_by_them
from web.teams.safeguarding.sight import decides, sight_of

KIND = "safeguarding"


def seen_to_raise(by: Any, person: int) -> Seen:
    """Return the person as `by` sees them today: a membership may end while a form is open.

    Raises:
        ConcernRefused: when `by` does not see the person by a relationship, or has no caring role.
    """
    found = seen(by, person)
    if found is None or not by.has_perm("teams.raise_safeguarding"):
        raise ConcernRefused(
            "You do not see this person today: ring the council's safeguarding team with what you know."
        )
    return found


def hold(by: Any, concern: Concern) -> Concern:
    """Return the concern as it stands now; nobody else changes it until the transaction ends.

    Raises:
        ConcernRefused: when `by` does not see the person today, or need not know the concern any more.
    """
    held = Concern.objects.select_for_update().get(pk=concern.pk)
    if not sight_of(by, seen_to_raise(by, held.person_id), held).is_shown:
        raise ConcernRefused("You may not act on this: ask the lead of the team.")
    return held


def refuse_closed(held: Concern) -> None:
    """Refuse what comes after the end.

    Raises:
        ConcernRefused: when the concern is closed.
    """
    if held.stage == Stage.CLOSED:
        raise ConcernRefused("This concern is closed: raise a new one from what is known now.")


def refuse_who_decides_not(by: Any, held: Concern) -> None:
    """Refuse who does not decide for the council in the team of the concern.

    Raises:
        ConcernRefused: then.
    """
    if not decides(by, held):
        raise ConcernRefused(not_decided_by_them())


def refuse_an_older_page(held: Concern, version: int | None) -> None:
    """Refuse what was written beside an older state of the concern; None does not ask.

    Raises:
        ChangedMeanwhile: with what was done since.
    """
    if version is not None and held.version != version:
        newer = max(1, held.version - version)
        raise ChangedMeanwhile(held, list(held.events.select_related("by")[:newer]))


def made_before(key: UUID, held: Concern) -> bool:
    """Say whether the form with `key` has had its effect on the concern.

    Raises:
        ConcernRefused: when the form was used for another concern.
    """
    made = ConcernEvent.objects.filter(key=key).first()
    if made is not None and made.concern_id != held.pk:
        raise ConcernRefused("This form was used for another concern: open it again.")
    return made is not None


def keep(held: Concern, act: ConcernAct, *, by: Any, key: UUID, words: str = "") -> None:
    """Save a held concern with one more version, and add what was done to its history and to the trail."""
    held.version += 1
    held.save()
    write(held, act, by=by, key=key, words=words)


def write(held: Concern, act: ConcernAct, *, by: Any, key: UUID, words: str = "") -> None:
    """Add what was done to the history, and a row to the audit trail that names neither person nor matter.

    The row is of the concern, not of the person: who has seen the person's record is open to the whole team.
    """
    ConcernEvent.objects.create(concern=held, act=act, words=words.strip(), by=by, key=key)
    record_write(by=by, kind=KIND, id=held.pk, detail=f"{act.label.lower()}, of person {held.person_id}")

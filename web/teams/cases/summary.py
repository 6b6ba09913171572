"""What the page of a person's case says: where it stands, whose turn it is, what is allowed now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lco.teams.workflow import State
from web.teams.access.people import Seen
from web.teams.cases.clock import due_on, standing
from web.teams.cases.hand_over_queries import waiting_of
from web.teams.cases.history import Line, history_of
from web.teams.cases.models import Case, HospitalFlag
from web.teams.cases.queries import flags_waiting, may_act
from web.teams.cases.steps import Step, steps_of
from web.teams.cases.tables import clock_tag, next_act, state_tag, who_acts
from web.teams.queries import neighbourhood_teams_of, today
from web.ui.tables import Tag


@dataclass(frozen=True)
class Told:
    """One case as a page tells it."""

    case: Case
    state: Tag
    history: Sequence[Line]


@dataclass(frozen=True)
class Summary:
    """The page of a person's case. `current` is None when nobody has opened one.

    `flags` are those of the records that have brought nobody to the person: too slight by themselves.
    """

    current: Told | None = None
    earlier: Sequence[Told] = ()
    clock: Tag | str = ""
    is_late: bool = False
    owner: str = ""
    next: str = ""
    steps: Sequence[Step] = field(default_factory=tuple)
    may_act: bool = False
    finders: Sequence[Any] = ()
    may_refer: bool = False
    waiting: Any = None
    flags: Sequence[HospitalFlag] = ()


def summary_of(cases: Sequence[Case], user: Any, seen: Seen) -> Summary:
    """Return what the page of a person's case says to `user`; `cases` are newest first."""
    if not cases:
        return Summary(
            finders=_finders(user, seen),
            may_refer=user.has_perm("teams.change_cases"),
            flags=flags_waiting(seen.pseudonym),
        )
    newest, day = cases[0], today()
    code = standing(newest, on=day).state
    newest.standing = code  # type: ignore[attr-defined]
    last = due_on(newest, on=day)
    is_allowed = may_act(user, newest)
    return Summary(
        current=_told(newest, code),
        earlier=[_told(each, State(each.state)) for each in cases[1:]],
        clock=clock_tag(last),
        is_late=last is not None and last < day,
        owner=who_acts(newest),
        next=next_act(code),
        steps=steps_of(newest, user) if is_allowed else (),
        may_act=is_allowed,
        finders=() if newest.is_open else _finders(user, seen),
        may_refer=user.has_perm("teams.change_cases"),
        waiting=waiting_of(seen.pseudonym) if newest.is_open else None,
        flags=() if newest.is_open else flags_waiting(seen.pseudonym),
    )


def _told(case: Case, code: str) -> Told:
    return Told(case, state_tag(code), history_of(case))


def _finders(user: Any, seen: Seen) -> Sequence[Any]:
    """Return the teams of `user` that may open a case: those that look after the person."""
    if seen.listing is None or not user.has_perm("teams.change_cases"):
        return ()
    return list(neighbourhood_teams_of(user).filter(area=seen.listing.neighbourhood))

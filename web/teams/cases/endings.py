"""What waits for a person ends with their case, and comes back when the ending is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.urls import reverse

from lco.teams.workflow import CLOSED, TRANSITIONS, Act
from web.teams.cases.models import Case, CaseEvent, HandOver, HandOverState
from web.teams.cases.telling import tell_leads, tell_who_acts
from web.ui.words import phrase, plural


@dataclass(frozen=True)
class WhatEnded:
    """What the last ending of a case ended and nothing has changed since.

    `tasks` hold the visits too. `items` are places on the agenda of a meeting that was closed while the case
    was: on one that is still to come the person stands as before.
    """

    tasks: tuple[Any, ...] = ()
    items: tuple[Any, ...] = ()
    offer: HandOver | None = None

    @property
    def words(self) -> str:
        """Say what comes back with the case; nothing when nothing does."""
        said = (
            plural(len(self.tasks), "task") if self.tasks else "",
            "the wait for the next meeting" if self.items else "",
            "the offer to another team" if self.offer else "",
        )
        return phrase([each for each in said if each])


def end_what_waits(held: Case, event: CaseEvent) -> None:
    """Take back a hand-over that waits; end the tasks where the act of `event` makes them needless.

    Each task is ended with the key of the act, which says later which ones it was.
    """
    from web.teams.work.actions import finish_task

    rule = TRANSITIONS[Act(event.act)]
    answer = f"Ended: {rule.past}"
    waiting = HandOver.objects.waiting().filter(case=held)
    waiting.update(state=HandOverState.TAKEN_BACK, answered_at=event.at, answered_by=event.by, answer=answer)
    if rule.closes_tasks:
        for task in held.tasks.open():
            finish_task(by=event.by, task=task, outcome=answer, is_needed=False, key=event.key)


def what_ended(held: Case) -> WhatEnded:
    """Return what the last ending of the case ended, as far as it stands as the ending left it."""
    ending = held.events.filter(to_state__in=sorted(CLOSED)).order_by("-id").first()
    if ending is None:
        return WhatEnded()
    offers = HandOver.objects.filter(case=held, state=HandOverState.TAKEN_BACK, answered_at=ending.at)
    return WhatEnded(_tasks(held, ending), _items(held, ending), offers.order_by("-pk").first())


def bring_back(held: Case, ended: WhatEnded, *, by: Any, key: UUID) -> None:
    """Open again what the ending ended, and tell who acts; `key` is that of the act."""
    from web.teams.meetings.actions import carry_after_all
    from web.teams.work.actions import reopen_task

    for task in ended.tasks:
        reopen_task(by=by, task=task, key=key)
    carry_after_all(by=by, items=ended.items)
    if ended.offer is not None:
        _offer_again(ended.offer, by=by, key=key)
    if ended.words:
        about = "An ending was taken back: what was planned is to be done again."
        tell_who_acts(held, by=by, about=about, key=key)


def _tasks(held: Case, ending: CaseEvent) -> tuple[Any, ...]:
    from web.teams.work.models import Status, TaskAct

    ended = held.tasks.filter(events__key=ending.key, events__act=TaskAct.CANCELLED)
    return tuple(ended.filter(status=Status.CANCELLED).order_by("due_on", "pk"))


def _items(held: Case, ending: CaseEvent) -> tuple[Any, ...]:
    from web.teams.meetings.queries import dropped_since

    return tuple(dropped_since(held, ending.at))


def _offer_again(offer: HandOver, *, by: Any, key: UUID) -> None:
    offer.state, offer.answered_at, offer.answered_by, offer.answer = HandOverState.OFFERED, None, None, ""
    offer.save(update_fields=["state", "answered_at", "answered_by", "answer"])
    address = reverse("teams:case_hand_overs", args=[offer.to_team.slug])
    about = "A person is offered to your team again."
    tell_leads(offer.to_team, by=by, about=about, address=address, key=uuid5(key, "offered again"))

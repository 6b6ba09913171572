"""Lists of concerns. They name nobody: who opens a concern is asked at the door."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lco.teams.safeguarding import STAGES, Stage
from web.teams.queries import today
from web.ui import formats
from web.ui.tables import Column, Table, Tag

_LOOKS = {
    Stage.RAISED: ("red", "▲"),
    Stage.FINDING_OUT: ("yellow", "◆"),
    Stage.ENQUIRY: ("orange", "●"),
    Stage.NO_DUTY: ("white", "◇"),
    Stage.CLOSED: ("grey", "○"),
}


def stage_tag(code: str) -> Tag:
    """Return a stage with its colour and shape."""
    stage = Stage(code)
    return Tag(STAGES[stage].title, *_LOOKS[stage])


def _next(concern: Any) -> str:
    if concern.stage == Stage.RAISED:
        late = " (overdue)" if concern.decide_by < today() else ""
        return f"Decide by {formats.day(concern.decide_by)}{late}"
    if not concern.is_open:
        return "Nothing"
    return (
        f"Next step by {formats.day(concern.next_on)}"
        if concern.next_on
        else STAGES[Stage(concern.stage)].next
    )


_NUMBER = Column("number", "Concern", lambda c: c.pk, show=lambda c: f"Concern {c.pk}", order_by="pk")
_STAGE = Column("stage", "Stage", lambda c: stage_tag(c.stage).text, show=lambda c: stage_tag(c.stage))
_RAISED = Column(
    "raised_at",
    "Raised",
    lambda c: c.raised_at,
    show=lambda c: formats.instant(c.raised_at),
    order_by="raised_at",
)
_TEAM = Column("team", "Team", lambda c: c.team.name, order_by="team__name")
_PERSON = Column("person", "Person (pseudonym)", lambda c: str(c.person_id), kind="key", order_by="person")
_DECIDE = Column(
    "decide_by",
    "Decide by",
    lambda c: c.decide_by,
    show=lambda c: formats.day(c.decide_by),
    order_by="decide_by",
)

CONCERNS = Table(
    name="safeguarding-concerns",
    caption="Concerns you need to know",
    columns=(
        Column(
            "number",
            "Concern",
            lambda c: c.pk,
            show=lambda c: f"Concern {c.pk}",
            link=lambda c: reverse("teams:safeguarding_concern", args=[c.person_id, c.pk]),
            order_by="pk",
        ),
        _STAGE,
        Column("next", "What comes next", _next),
        _RAISED,
        _TEAM,
        _DECIDE,
        Column("person", "Person (pseudonym)", lambda c: str(c.person_id), kind="key", is_shown=False),
    ),
    default_sort="decide_by",
    empty="There is no concern here that you need to know. Raise one on the page of the person it is about.",
)
OVERSEEN = Table(
    name="safeguarding-register",
    caption="Concerns that are there",
    columns=(_NUMBER, _STAGE, _RAISED, _DECIDE, _TEAM, _PERSON),
    default_sort="-raised_at",
    empty="No concern was raised.",
)

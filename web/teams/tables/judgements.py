"""The list of judgements a team made of its people's tiers."""

from __future__ import annotations

from django.urls import reverse

from web.population.models import Tier
from web.teams.models import Judgement
from web.teams.queries import today
from web.teams.tables.people import TIER_TAGS
from web.ui import formats
from web.ui.tables import Column, Table


def state_of(judgement: Judgement) -> str:
    """Return in words whether a judgement, the last of its person, holds today."""
    if judgement.is_withdrawal:
        return "Taken back"
    return "Holds" if judgement.holds(today()) else "Ended"


def _in_list(judgement: Judgement) -> str:
    tier = getattr(judgement, "list_tier", None)
    return str(Tier(tier).label) if tier else ""


def _until(judgement: Judgement) -> str:
    if judgement.is_withdrawal:
        return f"on {formats.day(judgement.judged_on)}"
    return f"until {formats.day(judgement.ends_before)}"


JUDGEMENTS = Table(
    name="judgements",
    person=lambda row: row.person_id,
    caption="Judgements",
    columns=(
        Column(
            "name",
            "Name and NHS number",
            lambda row: row.person.full_name,
            link=lambda row: reverse("teams:person", args=[row.person_id]),
            note=lambda row: (
                formats.nhs_number(row.person.nhs_number) if row.person.nhs_number else "No NHS number"
            ),
            order_by="person__family_name, person__given_name",
        ),
        Column("nhs_number", "NHS number", lambda row: row.person.spaced_nhs_number, is_shown=False),
        Column(
            "judged",
            "Judged",
            lambda row: row.get_tier_display(),
            show=lambda row: TIER_TAGS[row.tier],
            order_by="judged_order",
        ),
        Column("list", "Tier in the list", _in_list, order_by="list_order"),
        Column("why", "Why", lambda row: row.reason_in_words),
        Column("state", "State", state_of, note=_until, order_by="ends_before"),
        Column(
            "by",
            "By",
            lambda row: row.judged_by.name,
            note=lambda row: formats.day(row.judged_on),
            order_by="judged_at",
        ),
        Column("judged_on", "Judged on", lambda row: row.judged_on, is_shown=False),
        Column("ends_before", "Holds until", lambda row: row.ends_before, is_shown=False),
    ),
    default_sort="-by",
    empty="Nobody's tier was judged by your team yet. Open a person and choose 'Record a judgement'.",
)

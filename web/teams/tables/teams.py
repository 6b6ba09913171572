"""Lists of teams and of who belongs to them."""

from __future__ import annotations

from django.urls import reverse

from web.teams.models import Membership
from web.ui import formats
from web.ui.tables import Column, Table

TEAMS = Table(
    name="teams",
    caption="Teams",
    columns=(
        Column(
            "name",
            "Team",
            lambda row: row.name,
            link=lambda row: reverse("teams:team", args=[row.slug]),
            order_by="name",
        ),
        Column("level", "Serves", lambda row: row.get_level_display(), order_by="level, name"),
        Column("led_by", "Led by", lambda row: row.led_by or "Nobody today", order_by="led_by"),
        Column("members", "Members today", lambda row: row.members, kind="number", order_by="members"),
    ),
    default_sort="name",
    empty="You belong to no team today. Your team lead or the administrator can add you.",
)


def _ends(membership: Membership) -> str:
    return f"until before {formats.day(membership.ends_before)}" if membership.ends_before else "no end set"


def _works_on(membership: Membership) -> str:
    return ", ".join(each.get_weekday_display()[:3] for each in membership.working_days.all())


MEMBERS = Table(
    name="members",
    caption="Members today",
    columns=(
        Column(
            "name",
            "Name",
            lambda row: row.user.name,
            link=lambda row: reverse("teams:member", args=[row.team.slug, row.pk]),
            note=lambda row: row.get_profession_display() or "Profession not known",
            order_by="user__name",
        ),
        Column("profession", "Profession", lambda row: row.get_profession_display(), is_shown=False),
        Column(
            "role",
            "Role in the team",
            lambda row: row.get_role_display(),
            note=lambda row: row.get_role_set_display(),
            order_by="role, user__name",
        ),
        Column("seat", "Seat in the team", lambda row: row.get_role_set_display(), is_shown=False),
        Column(
            "organisation",
            "Employs",
            lambda row: row.user.organisation.name,
            order_by="user__organisation__name",
        ),
        Column(
            "accountable",
            "Professional accountability",
            lambda row: row.accountable_to,
            order_by="accountable_to",
        ),
        Column("days", "Works on", _works_on),
        Column("since", "Since", lambda row: row.starts_on, order_by="starts_on", note=_ends),
    ),
    default_sort="role",
    empty="Nobody belongs to this team today, so nobody sees its people.",
)

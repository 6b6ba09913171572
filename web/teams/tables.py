"""Lists of the teams pages."""

from __future__ import annotations

from django.urls import reverse

from web.population.models import Listing, Tier
from web.population.queries import SEXES
from web.teams.models import Membership
from web.ui import formats
from web.ui.tables import Column, Table, Tag

TIER_TAGS = {
    Tier.HIGH: Tag("High", "red", "▲"),
    Tier.RISING: Tag("Rising", "orange", "◆"),
    Tier.LOW: Tag("Low", "green", "●"),
}


def _person_url(listing: Listing) -> str:
    return reverse("teams:person", args=[listing.person_id])


def _why(listing: Listing) -> str:
    shown, left = listing.reason_list[:2], listing.reason_list[2:]
    return "; ".join(shown) + (f"; and {len(left)} more" if left else "")


def _sex(listing: Listing) -> str:
    return SEXES.get(listing.sex, "Not known")


PEOPLE = Table(
    name="people",
    caption="People",
    columns=(
        Column(
            "name",
            "Name and NHS number",
            lambda row: row.person.full_name,
            link=_person_url,
            note=lambda row: (
                formats.nhs_number(row.person.nhs_number) if row.person.nhs_number else "No NHS number"
            ),
            order_by="searched",
        ),
        Column("nhs_number", "NHS number", lambda row: row.person.spaced_nhs_number, is_shown=False),
        Column("born_on", "Born on", lambda row: row.person.born_on, is_shown=False),
        Column(
            "need",
            "Tier",
            lambda row: row.get_tier_display(),
            show=lambda row: TIER_TAGS[row.tier],
            order_by="tier_order, rank",
        ),
        Column("why", "Why", lambda row: row.reasons, show=_why),
        Column("age", "Age", lambda row: row.age, kind="number", note=_sex, order_by="age"),
        Column("sex", "Sex", _sex, is_shown=False),
        Column(
            "conditions",
            "Conditions",
            lambda row: row.conditions,
            kind="number",
            order_by="conditions",
        ),
        Column(
            "admissions",
            "Emergency admissions",
            lambda row: row.emergency_admissions,
            kind="number",
            order_by="emergency_admissions",
        ),
        Column("practice", "Practice", lambda row: row.practice, is_shown=False),
        Column("charlson", "Charlson score", lambda row: row.charlson, kind="number", is_shown=False),
        Column("attendances", "Attendances", lambda row: row.attendances, kind="number", is_shown=False),
        Column("bed_days", "Bed-days", lambda row: row.bed_days, kind="number", is_shown=False),
        Column("contacts", "Contacts", lambda row: row.contacts, kind="number", is_shown=False),
    ),
    default_sort="need",
    empty="Nobody in your team's neighbourhood meets this.",
)


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
        Column("members", "Members today", lambda row: row.members, kind="number", order_by="members"),
    ),
    default_sort="name",
    empty="You belong to no team today. Your team lead or the administrator can add you.",
)


def _ends(membership: Membership) -> str:
    return f"until before {formats.day(membership.ends_before)}" if membership.ends_before else "no end set"


MEMBERS = Table(
    name="members",
    caption="Members today",
    columns=(
        Column("name", "Name", lambda row: row.user.name, order_by="user__name"),
        Column("role", "Role in the team", lambda row: row.get_role_display(), order_by="role, user__name"),
        Column(
            "organisation",
            "Organisation",
            lambda row: row.user.organisation.name,
            order_by="user__organisation__name",
        ),
        Column("since", "Since", lambda row: row.starts_on, order_by="starts_on", note=_ends),
    ),
    default_sort="role",
    empty="Nobody belongs to this team today, so nobody sees its people.",
)


def numbers_of(listing: Listing) -> list[tuple[str, str, str]]:
    """Return title, value in words and the anchor of the definition of every number of a person."""
    return [
        ("Charlson score", formats.number(listing.charlson), "charlson"),
        ("Conditions", formats.number(listing.conditions), "tiers"),
        ("Emergency admissions", formats.number(listing.emergency_admissions), "utilisation"),
        ("Attendances", formats.number(listing.attendances), "utilisation"),
        ("Bed-days", formats.number(listing.bed_days), "utilisation"),
        ("Contacts outside hospital", formats.number(listing.contacts), "utilisation"),
        ("Cost of care", formats.pence(listing.cost_pence), "utilisation"),
    ]

"""Lists of the directory."""

from __future__ import annotations

from django.urls import reverse

from web.teams.assets import words
from web.teams.assets.queries import Found, assurance_in_words, now
from web.ui import formats
from web.ui.tables import Column, Table, Tag


def _next(row: Found) -> str:
    return words.opening(row.match.next_opening, today=now().date())


def _fit(row: Found) -> Tag:
    return Tag("Fits", "green", "✓") if row.match.fits else Tag("Does not fit", "grey", "✕")


def _why(row: Found) -> str:
    return "; ".join(row.match.speaks_for if row.match.fits else row.match.speaks_against)


def _checked(row: Found) -> Tag:
    if row.is_assured:
        return Tag("Checked", "green", "✓")
    months = row.months_unassured
    return Tag("Never checked" if months is None else f"Not for {months} months", "orange", "!")


def _last_check(row: Found) -> str:
    return assurance_in_words(row.months_unassured)


SERVICES = Table(
    name="services",
    caption="Groups and services",
    columns=(
        Column(
            "name",
            "Group or service",
            lambda row: row.entry.name,
            link=lambda row: reverse("teams:asset_service", args=[row.entry.id]),
            note=lambda row: row.entry.organisation.name,
        ),
        Column("helps", "Helps with", lambda row: words.helps_with(row.entry)),
        Column(
            "where",
            "Where",
            lambda row: words.where(row.entry),
            note=lambda row: ", ".join(each.venue.name for each in row.entry.sittings),
        ),
        Column("fit", "Fits", lambda row: "Yes" if row.match.fits else "No", show=_fit, note=_why),
        Column("next", "Next open", _next),
        Column(
            "checked",
            "Checked",
            lambda row: row.entry.assured_on,
            show=_checked,
            note=lambda row: formats.day(row.entry.assured_on) if row.entry.assured_on else "",
        ),
        Column("organisation", "Organisation", lambda row: row.entry.organisation.name, is_shown=False),
        Column("for", "Who for", lambda row: "; ".join(words.who_for(row.entry)), is_shown=False),
        Column(
            "assurance", "Last check", lambda row: assurance_in_words(row.months_unassured), is_shown=False
        ),
        Column("cost", "Cost", lambda row: row.entry.cost or "Free", is_shown=False),
        Column("phone", "Telephone", lambda row: row.entry.phone, is_shown=False),
        Column("level", "Level", lambda row: row.entry.level, is_shown=False),
    ),
    empty="No group or service of the directory fits. Ask for less, or show also those that do not fit.",
)

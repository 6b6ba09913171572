"""The list of the standards in force, and its filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse

from lco.teams.standard import InForce, Topic
from web.ui import place
from web.ui.forms import FilterForm
from web.ui.tables import Column, Table, Tag


class StandardsFilter(FilterForm):
    """Narrows the standards by the part of the work and by who set them."""

    topic = forms.ChoiceField(
        label="Part of the work", choices=[("", "All"), *((each.value, each.words) for each in Topic)]
    )
    set_by = forms.ChoiceField(
        label="Set by",
        choices=[
            ("", "All"),
            ("place", "The place"),
            ("platform", "This platform"),
            ("check", "This platform, to be checked"),
        ],
    )


def narrowed(rows: Sequence[InForce], chosen: dict[str, Any]) -> list[InForce]:
    """Return the rows of the topic, and of who set them, that are asked for."""
    held = {
        "place": lambda row: row.own is not None,
        "platform": lambda row: row.own is None,
        "check": lambda row: row.is_to_check,
    }
    kept = [row for row in rows if chosen.get("topic", row.standard.topic) == row.standard.topic]
    return [row for row in kept if held.get(chosen.get("set_by", ""), bool)(row)]


def _set_by(row: InForce) -> str:
    if row.own:
        return place.name()
    return "This platform, to be checked" if row.is_to_check else "This platform"


def _set_by_tag(row: InForce) -> Tag:
    if row.own:
        return Tag(place.name(), "blue", "●")
    return Tag("To be checked", "orange", "!") if row.is_to_check else Tag("This platform", "grey", "○")


def _source(row: InForce) -> str:
    return row.own.source if row.own else row.standard.note


def _source_note(row: InForce) -> str:
    if row.own:
        return row.own.note
    return "From memory of this source: check it before use" if row.is_to_check else ""


def _link(row: InForce) -> str:
    return reverse("board:pack_table", args=["work_standards"]) if row.own else ""


STANDARDS = Table(
    name="standards",
    caption="Standards in force",
    columns=(
        Column(
            "title", "Standard", lambda row: row.standard.title, note=lambda row: row.standard.topic.words
        ),
        Column("value", "In force", lambda row: row.value, show=lambda row: row.words),
        Column("unit", "Unit", lambda row: row.standard.unit.value, is_shown=False),
        Column("set_by", "Set by", _set_by, show=_set_by_tag),
        Column("source", "Where it comes from", _source, link=_link, note=_source_note),
        Column(
            "platform",
            "This platform's value",
            lambda row: row.standard.value,
            show=lambda row: row.standard.unit.counted(row.standard.value),
        ),
        Column("topic", "Part of the work", lambda row: row.standard.topic.words, is_shown=False),
        Column("id", "Id in the place pack", lambda row: row.standard.id, is_shown=False),
        Column("cite", "Row of the place pack", lambda row: row.own.cite if row.own else "", is_shown=False),
    ),
    empty="No standard fits what you asked for: take a filter away.",
    per_page=100,
)

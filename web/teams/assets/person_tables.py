"""Lists of connections and of what was not there."""

from __future__ import annotations

from django.urls import reverse

from lco.teams.connections import Stage
from web.teams.assets.area import area
from web.teams.assets.models import Connection, Wanting
from web.ui import formats
from web.ui.tables import Column, Table, Tag

_SHAPES = {
    Stage.OFFERED: ("blue", "▸"),
    Stage.ACCEPTED: ("orange", "!"),
    Stage.CONNECTED: ("blue", "▸"),
    Stage.ATTENDED: ("green", "✓"),
    Stage.NOT_ATTENDED: ("orange", "!"),
    Stage.DECLINED: ("grey", "✕"),
    Stage.ENDED: ("grey", "■"),
}


def stage_tag(connection: Connection) -> Tag:
    """Return the stage of a connection as a word with a shape."""
    return Tag(str(connection.get_stage_display()), *_SHAPES[Stage(connection.stage)])


def _need(row: Connection | Wanting) -> str:
    return area().needs.get(row.need, row.need)


def _number(row: Connection) -> str:
    return formats.nhs_number(row.person.nhs_number) if row.person.nhs_number else "No NHS number"


CONNECTIONS = Table(
    name="connections",
    person=lambda row: row.person_id,
    caption="Connections",
    columns=(
        Column(
            "name",
            "Name and NHS number",
            lambda row: row.person.full_name,
            link=lambda row: reverse("teams:asset_connection", args=[row.person_id, row.pk]),
            note=_number,
            order_by="person__family_name, person__given_name",
        ),
        Column("nhs_number", "NHS number", lambda row: row.person.spaced_nhs_number, is_shown=False),
        Column(
            "service",
            "Group or service",
            lambda row: row.service.name,
            note=lambda row: row.service.provider.name,
            order_by="service__name",
        ),
        Column("need", "For", _need),
        Column(
            "stage",
            "How far",
            lambda row: row.get_stage_display(),
            show=stage_tag,
            note=lambda row: f"since {formats.day(row.stage_since)}",
            order_by="stage_since",
        ),
        Column(
            "outcome",
            "What came of it",
            lambda row: row.get_outcome_display() if row.outcome else "",
            order_by="outcome",
        ),
        Column("since", "Since", lambda row: row.stage_since, is_shown=False),
        Column("offered", "Offered at", lambda row: row.offered_at, is_shown=False),
    ),
    default_sort="-stage",
    empty="Nobody was connected yet. Open a person, choose Services and offer one.",
)

WANTINGS = Table(
    name="not-there",
    caption="Asked for and not there",
    columns=(
        Column("need", "What was looked for", _need, order_by="need"),
        Column("reason", "Why nothing fitted", lambda row: row.get_reason_display(), order_by="reason"),
        Column(
            "where",
            "For somebody who lives in",
            lambda row: area().names.get(row.neighbourhood, row.neighbourhood),
            order_by="neighbourhood",
        ),
        Column("note", "What would have fitted", lambda row: row.note),
        Column("at", "Noted", lambda row: row.at, order_by="at", note=lambda row: row.by.name),
    ),
    default_sort="-at",
    empty="Nothing was noted as missing. When nothing fits a person, note it on their page Services.",
)

"""Lists of levels, of the mental health offer by neighbourhood, and of parity."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from lco.teams.levels import GAP_IN_WORDS, Placed
from lco.teams.parity import Cell, Line
from web.teams.assets.standing import Offered, line_cells, people_in_words, share_in_words
from web.ui.tables import Column, Table, Tag
from web.ui.words import phrase

KINDS = {"service": "Service in scope", "mental_health_offer": "Mental health offer"}


def _level(row: Placed) -> str:
    if row.level is None:
        return "No level"
    return " or ".join(level.name for level in (row.level, *row.others))


def _areas(row: Placed) -> str:
    return (
        "" if row.level is None else f"in {row.level.areas} areas" if row.level.areas > 1 else "one for all"
    )


def _open(row: Placed) -> str:
    return "; ".join(GAP_IN_WORDS[gap] for gap in row.gaps)


def _rule(row: Placed) -> Tag:
    return Tag("Keeps the rule", "green", "✓") if row.keeps_the_rule else Tag("Gap to fill", "orange", "!")


def _reason(row: Placed) -> str:
    if row.is_most_local:
        return "As local as it can be"
    return row.reason or "Reason not printed"


def _table(row: Placed) -> str:
    table = "mental_health_offers" if row.kind == "mental_health_offer" else "service_levels"
    return reverse("board:pack_table", args=[table])


LEVELS = Table(
    name="levels",
    caption="Services and offers by level",
    columns=(
        Column("title", "Service", lambda row: row.title, note=lambda row: KINDS[row.kind]),
        Column("level", "Level", _level, note=_areas),
        Column("reason", "Why not more local", _reason),
        Column("rule", "Rule", lambda row: "Yes" if row.keeps_the_rule else "No", show=_rule, note=_open),
        Column("kind", "Kind", lambda row: KINDS[row.kind], is_shown=False),
        Column("open", "Left open", _open, is_shown=False),
        Column("note", "Note", lambda row: row.note, is_shown=False),
        Column(
            "where",
            "Where it stands",
            lambda row: row.cite,
            show=lambda _: "Source",
            link=_table,
            note=lambda row: row.note,
        ),
    ),
    empty="No service of the place pack fits what you asked for.",
    per_page=100,
)


def _who(row: Offered) -> str:
    return "; ".join(f"{each.name} ({each.organisation.name})" for each in row.services) or "Nobody listed"


def _levels(row: Offered) -> str:
    return phrase(sorted({each.level for each in row.services})).capitalize()


OFFERS = Table(
    name="mental-health-offer",
    caption="Mental health offer by neighbourhood",
    columns=(
        Column("offer", "Offer", lambda row: row.offer.title, note=lambda row: row.offer.text),
        Column("where", "Neighbourhood", lambda row: row.name),
        Column(
            "state",
            "There",
            lambda row: "No" if row.cell.is_gap else "Yes",
            show=lambda row: Tag("Gap", "orange", "!") if row.cell.is_gap else Tag("There", "green", "✓"),
        ),
        Column("who", "Who gives it", _who),
        Column("level", "Level", _levels),
    ),
    empty="No offer fits what you asked for.",
    per_page=52,
)


def _people(name: str, title: str, cell: Callable[[Line], Cell]) -> tuple[Column, Column]:
    return (
        Column(
            name,
            title,
            lambda line: cell(line).people,
            show=lambda line: share_in_words(cell(line)),
            note=lambda line: people_in_words(cell(line)),
            kind="number",
        ),
        Column(f"{name}_share", f"{title}, share", lambda line: cell(line).share, is_shown=False),
    )


def _suppressed(line: Line) -> str:
    cells = [("Agreed plans", line.plans), *line_cells(line)]
    return "; ".join(title for title, cell in cells if cell.is_suppressed)


PARITY = Table(
    name="parity",
    caption="Agreed plans by cohort and kind of goal",
    columns=(
        Column("cohort", "Cohort", lambda line: line.title),
        Column(
            "plans",
            "Agreed plans",
            lambda line: line.plans.people,
            show=lambda line: people_in_words(line.plans),
            kind="number",
        ),
        *_people("mental", "A mental goal", lambda line: line.with_kind["mental"]),
        *_people("physical", "A physical goal", lambda line: line.with_kind["physical"]),
        *_people("social", "A social goal", lambda line: line.with_kind["social"]),
        *_people("all", "All three", lambda line: line.with_all),
        Column("suppressed", "Suppressed, not nought", _suppressed, is_shown=False),
    ),
    empty="No cohort is named in the place pack.",
)

"""Lists of the contracts pages."""

from __future__ import annotations

from dataclasses import replace

from lco.place.facts.services import Service
from web.contracts.forms import words
from web.outcomes.grids import SECTION
from web.records.facts import fact_url, in_words, source_of
from web.ui import formats
from web.ui.tables import Column, Table, Tag

ROUTE_TAGS = {
    "direct": Tag("Direct", "green", "●"),
    "subcontract": Tag("Sub-contract", "blue", "◐"),
    "not_clear": Tag("Not clear", "grey", "○"),
}
STATE_TAGS = {
    "completed": Tag("Completed", "green", "✓"),
    "planned": Tag("Planned", "blue", "○"),
}
STAGE_TAGS = {
    "chosen": Tag("Chosen", "purple", "◆"),
    "prepared": Tag("Prepared", "grey", "◔"),
    "transferred": Tag("Transferred", "green", "→"),
    "adjusted": Tag("Adjusted", "blue", "≈"),
    "monitored": Tag("Monitored", "white", "◎"),
    "replaced": Tag("Replaced", "orange", "↻"),
}
OUTCOME_TAGS = {
    "preferred": Tag("Preferred", "green", "✓"),
    "set_aside": Tag("Set aside", "grey", "○"),
    "not_supported": Tag("Not supported", "orange", "✗"),
}
_READINGS = {
    "as_placed": "As placed",
    "moved_one_column": "Read one column over",
    "not_clear": "Column not clear",
}


def _route(row: Service) -> Tag:
    tag = ROUTE_TAGS[row.route]
    return replace(tag, text=f"{tag.text} *") if row.reading == "moved_one_column" else tag


SERVICES = Table(
    name="services-in-scope",
    caption="Services in scope",
    columns=(
        Column("name", "Service", lambda row: row.name, note=lambda row: "; ".join(row.examples)),
        Column("examples", "Examples", lambda row: "; ".join(row.examples), is_shown=False),
        Column("first_year", "Joins in", lambda row: row.first_year, show=lambda row: words(row.first_year)),
        Column(
            "route",
            "Provided",
            lambda row: words(row.route),
            show=_route,
        ),
        Column("sector", "Sector", lambda row: words(row.sector)),
        Column("audience", "For", lambda row: words(row.audience)),
        Column(
            "funder",
            "Likely funder",
            lambda row: words(row.funder_likely),
            note=lambda row: "" if row.funder == "not_printed" else f"printed: {words(row.funder)}",
        ),
        Column("reading", "How its column was read", lambda row: _READINGS[row.reading], is_shown=False),
        Column("note", "Note", lambda row: row.note, is_shown=False),
        Column(
            "source",
            "Source",
            source_of,
            show=lambda row: f"line {row.line}",
            link=fact_url,
        ),
    ),
    empty="No service meets this.",
    per_page=50,
)

RULES = (
    Column("rule", "Rule", lambda row: row.rule),
    Column("subject", "About", lambda row: in_words(row.subject)),
    Column(
        "value",
        "Number",
        lambda row: row.value,
        show=lambda row: f"{row.value} {row.unit}" if row.value else formats.NOTHING,
    ),
    Column("decided_by", "Decided by", lambda row: row.decided_by),
    SECTION,
)
DUE_DILIGENCE = (
    Column("title", "Area", lambda row: f"{row.number}. {row.title}"),
    Column("assurance", "What must be assured", lambda row: row.assurance),
    SECTION,
)
BUSINESS_PLAN = (
    Column("title", "Part", lambda row: f"{row.number}. {row.title}"),
    Column("requirement", "What the plan must show", lambda row: row.requirement),
    SECTION,
)
REVIEW = (
    Column("title", "Step", lambda row: f"{row.level}. {row.title}"),
    Column(
        "trigger",
        "When",
        lambda row: row.trigger,
        note=lambda row: f"every {row.every_months} months" if row.every_months else "",
    ),
    Column("action", "What is done", lambda row: row.action),
    Column("by", "By", lambda row: row.by),
    SECTION,
)
TERMS = (
    Column("title", "Term", lambda row: row.title),
    Column("text", "What it says", lambda row: row.text),
    Column(
        "value",
        "Figure",
        lambda row: row.value,
        show=lambda row: f"{row.value} {row.unit}" if row.value is not None else formats.NOTHING,
    ),
    SECTION,
)
MODELS = (
    Column("title", "Model", lambda row: row.title, note=lambda row: row.note or ""),
    Column("description", "How it works", lambda row: row.description),
    Column("member", "Commissioner is a member", lambda row: row.is_commissioner_member),
    Column(
        "preferred",
        "In the paper",
        lambda row: row.is_preferred,
        show=lambda row: (
            Tag("Preferred", "green", "✓") if row.is_preferred else Tag("Not preferred", "grey", "○")
        ),
    ),
    SECTION,
)

"""Lists of what is due to be looked at under the rules of retention."""

from __future__ import annotations

from web.ui import formats
from web.ui.tables import Column, Table, Tag

DUE = Table(
    name="records-due",
    caption="Records past their time",
    columns=(
        Column("person", "Person (pseudonym)", lambda d: str(d.person), kind="key"),
        Column("rule", "Rule", lambda d: d.rule.title),
        Column("last", "Last entry", lambda d: d.last_entry_on, show=lambda d: formats.day(d.last_entry_on)),
        Column("due", "Due since", lambda d: d.due_on, show=lambda d: formats.day(d.due_on)),
        Column(
            "hold",
            "Hold",
            lambda d: "Held" if d.is_held else "",
            show=lambda d: Tag("Held", "yellow", "◆") if d.is_held else "–",
        ),
    ),
    default_sort="due",
    empty="No record is past its time.",
)
RULES = Table(
    name="retention-rules",
    caption="How long which record is kept",
    columns=(
        Column("title", "Record", lambda r: r.title, note=lambda r: r.holds),
        Column("length", "Kept", lambda r: r.length),
        Column("source", "Source", lambda r: r.source),
    ),
    default_sort="title",
)

"""Where the audit trail stands in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

ITEMS = (
    Item(
        title="Audit trail",
        url_name="audit:trail",
        permission="audit.see_trail",
        about="Who looked at whom, who changed what, who was refused.",
        order=90,
    ),
)

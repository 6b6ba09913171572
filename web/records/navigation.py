"""Where the records pages stand in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

ITEMS = (
    Item(
        title="Data quality",
        url_name="records:quality",
        permission="records.see_quality",
        about="How far the records can be relied on, and why rows could not be used.",
        order=80,
    ),
    Item(
        title="Loads",
        url_name="records:sources",
        permission="records.see_loads",
        about="What was loaded and when: files with checksums, rows read, kept and put aside.",
        order=81,
        is_in_header=False,
    ),
)

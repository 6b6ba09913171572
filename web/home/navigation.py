"""Where the home pages stand in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

ITEMS = (
    Item(
        title="Home",
        url_name="home:home",
        permission="home.see_place",
        about="What you can do here.",
        order=10,
    ),
    Item(
        title="Place",
        url_name="home:place",
        permission="home.see_place",
        about="The place at a glance: people, tiers, indicators, the gap and the savings.",
        order=11,
    ),
)

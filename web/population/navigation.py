"""Where the population pages stand in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

ITEMS = (
    Item(
        title="Neighbourhoods",
        url_name="population:neighbourhoods",
        permission="population.see_neighbourhoods",
        about="Who lives where: age, tiers, conditions, use of care and deprivation, beside the whole place.",
        order=30,
    ),
    Item(
        title="Tiers and scores",
        url_name="population:definitions",
        permission="population.see_neighbourhoods",
        about="What the tiers and scores mean, with a worked example of each.",
        order=31,
        is_in_header=False,
    ),
)

"""Where the outcomes app stands in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

ITEMS = (
    Item(
        title="Outcomes",
        url_name="outcomes:indicators",
        permission="outcomes.see_indicators",
        about="Whether people are better off: each indicator by neighbourhood, with its interval.",
        order=50,
    ),
    Item(
        title="Targets",
        url_name="outcomes:targets",
        permission="outcomes.see_indicators",
        about="The population outcomes the papers promise, and what each year must bring.",
        order=51,
        is_in_header=False,
    ),
    Item(
        title="Outcome domains and measures",
        url_name="outcomes:measures",
        permission="outcomes.see_indicators",
        about="What else is to improve and to be reported: domains, experience, quality.",
        order=52,
        is_in_header=False,
    ),
)

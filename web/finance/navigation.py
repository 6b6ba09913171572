"""Where the finance app stands in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

ITEMS = (
    Item(
        title="Money",
        url_name="finance:gap",
        permission="finance.see_gap",
        about="The gap, what closes it and what remains, as printed and as computed.",
        order=60,
    ),
    Item(
        title="Savings",
        url_name="finance:savings",
        permission="finance.see_gap",
        about="Savings by benefit and year, every printed total beside the sum of its parts.",
        order=61,
        is_in_header=False,
    ),
    Item(
        title="Activity shifts",
        url_name="finance:shifts",
        permission="finance.see_gap",
        about="What care is to move, each row in its own unit, with no total.",
        order=62,
        is_in_header=False,
    ),
    Item(
        title="Claims",
        url_name="finance:claims",
        permission="finance.see_gap",
        about="Figures the papers state in running text, beside what their tables make.",
        order=63,
        is_in_header=False,
    ),
)

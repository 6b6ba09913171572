"""Where the board pages stand in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

ITEMS = (
    Item(
        title="Open book",
        url_name="board:figures",
        permission="board.see_figures",
        about="Every published figure, and how it came about, down to the line of the file.",
        order=70,
    ),
    Item(
        title="Partners",
        url_name="board:partners",
        permission="board.see_place_pack",
        about="Who takes part in decisions, and as what.",
        order=71,
        is_in_header=False,
    ),
    Item(
        title="Place pack",
        url_name="board:pack",
        permission="board.see_place_pack",
        about="Every table and list of the place's papers as printed, each row with its source.",
        order=72,
    ),
    Item(
        title="Printed totals",
        url_name="board:totals",
        permission="board.see_place_pack",
        about="Totals in the papers that are others than their parts make.",
        order=73,
        is_in_header=False,
    ),
)

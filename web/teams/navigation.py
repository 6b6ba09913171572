"""Where the teams app stands in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

ITEMS = (
    Item(
        title="My people",
        url_name="teams:people",
        permission="teams.see_people",
        about="The people of your team's neighbourhood, those most likely to need help first.",
        order=20,
    ),
    Item(
        title="Judgements",
        url_name="teams:judgements",
        permission="teams.judge_people",
        about="Where your team thinks another tier is right than the list says, why, and until when.",
        order=21,
        is_in_header=False,
    ),
    Item(
        title="Teams",
        url_name="teams:teams",
        permission="teams.see_members",
        about="Who belongs to which neighbourhood team, from when to when.",
        order=25,
    ),
)

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
        title="Teams",
        url_name="teams:teams",
        permission="teams.see_members",
        about="Who belongs to which neighbourhood team, from when to when.",
        order=25,
    ),
)

"""Where this part of the teams app stands in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = (
    Item(
        title="Standards of the work",
        url_name="teams:team_standards",
        permission="teams.see_standards",
        about="The days and weeks teams work to, where each comes from, and which the place has set itself.",
        order=60,
        is_in_header=False,
    ),
)
PERSON_TABS: tuple[Tab, ...] = ()
TEAM_TABS: tuple[Tab, ...] = (
    Tab("Capacity", "teams:team_capacity", "teams.see_work", order=80, group="Team"),
    Tab("Leavers", "teams:team_left", "teams.assign_work", order=75, group="Team"),
)

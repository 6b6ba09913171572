"""Where this part of the teams app stands in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = ()
PERSON_TABS: tuple[Tab, ...] = ()
TEAM_TABS: tuple[Tab, ...] = (
    Tab("Capacity", "teams:team_capacity", "teams.see_work", order=80),
    Tab("Leavers", "teams:team_left", "teams.assign_work", order=85),
)

"""Where this part of the teams app stands in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = ()
PERSON_TABS: tuple[Tab, ...] = (Tab("Plan", "teams:plan", "teams.see_plans", order=40),)
TEAM_TABS: tuple[Tab, ...] = ()

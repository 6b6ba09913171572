"""Where this part of the teams app stands in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = ()
PERSON_TABS: tuple[Tab, ...] = ()
TEAM_TABS: tuple[Tab, ...] = (
    Tab("Measures", "teams:measure_team", "teams.see_measures", order=85, group="Team"),
)

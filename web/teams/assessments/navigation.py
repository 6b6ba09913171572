"""Where assessments stand in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = ()
PERSON_TABS: tuple[Tab, ...] = (Tab("Assessments", "teams:assessments", "teams.see_assessments", order=30),)
TEAM_TABS: tuple[Tab, ...] = ()

"""Where the directory, levels and parity stand in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = (
    Item(
        title="Directory",
        url_name="teams:asset_directory",
        permission="teams.see_directory",
        about="Local groups and services: who they are for, where, when, and when somebody last checked.",
        order=30,
    ),
)
PERSON_TABS: tuple[Tab, ...] = (Tab("Services", "teams:asset_person", "teams.connect_people", order=70),)
TEAM_TABS: tuple[Tab, ...] = ()

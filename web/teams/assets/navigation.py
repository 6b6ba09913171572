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
    Item(
        title="Levels of services",
        url_name="teams:asset_levels",
        permission="teams.see_levels",
        about="Which service is given in neighbourhoods, localities or once for all, and why.",
        order=31,
        is_in_header=False,
    ),
    Item(
        title="Parity",
        url_name="teams:asset_parity",
        permission="teams.see_measures",
        about="How many agreed plans hold mental, physical and social goals, by cohort.",
        order=32,
        is_in_header=False,
    ),
)
PERSON_TABS: tuple[Tab, ...] = (Tab("Services", "teams:asset_person", "teams.connect_people", order=70),)
TEAM_TABS: tuple[Tab, ...] = ()

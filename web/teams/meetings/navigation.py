"""Where meetings stand in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = (
    Item(
        title="Meetings",
        url_name="teams:meetings",
        permission="teams.see_meetings",
        about="The meetings of your team: agenda, who takes part, what was decided and the minutes.",
        order=22,
    ),
)
PERSON_TABS: tuple[Tab, ...] = (Tab("Meetings", "teams:meeting_history", "teams.see_meetings", order=50),)
TEAM_TABS: tuple[Tab, ...] = (
    Tab("Meetings", "teams:meeting_list", "teams.see_meetings", order=35, group="Work"),
)

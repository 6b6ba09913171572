"""Where this part of the teams app stands in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = (
    Item(
        title="Caseload",
        url_name="teams:case_loads",
        permission="teams.see_cases",
        about="The people your teams look after: where each stands, whose turn it is, and until when.",
        order=21,
    ),
)
PERSON_TABS: tuple[Tab, ...] = (Tab("Case", "teams:case", "teams.see_cases", order=20),)
TEAM_TABS: tuple[Tab, ...] = (
    Tab("Queue", "teams:case_queue", "teams.see_cases", order=20, group="People"),
    Tab("Caseload", "teams:case_load", "teams.see_cases", order=21, group="People"),
    Tab("Hand-overs", "teams:case_hand_overs", "teams.see_cases", order=22, group="People"),
)

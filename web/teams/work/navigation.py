"""Where this part of the teams app stands in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = (
    Item(
        title="My day",
        url_name="teams:my_day",
        permission="teams.see_work",
        about="Your tasks, visits and reviews of today, and those of colleagues you cover.",
        order=12,
    ),
)
PERSON_TABS: tuple[Tab, ...] = (Tab("Tasks", "teams:person_tasks", "teams.see_work", order=60),)
TEAM_TABS: tuple[Tab, ...] = (
    Tab("Board", "teams:task_board", "teams.see_work", order=30, group="Work"),
    Tab("Overdue", "teams:task_overdue", "teams.assign_work", order=31, group="Work"),
)

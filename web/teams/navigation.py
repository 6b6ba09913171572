"""Where the teams app stands in the menu."""

from __future__ import annotations

from web.teams.access import navigation as access
from web.teams.assessments import navigation as assessments
from web.teams.assets import navigation as assets
from web.teams.cases import navigation as cases
from web.teams.measures import navigation as measures
from web.teams.meetings import navigation as meetings
from web.teams.plans import navigation as plans
from web.teams.safeguarding import navigation as safeguarding
from web.teams.staff import navigation as staff
from web.teams.work import navigation as work
from web.ui.navigation import Item, Tab

PARTS = (access, assessments, assets, cases, measures, meetings, plans, safeguarding, staff, work)

ITEMS = (
    *(item for part in PARTS for item in part.ITEMS),
    Item(
        title="My people",
        url_name="teams:people",
        permission="teams.see_people",
        about="The people of your team's neighbourhood, those most likely to need help first.",
        order=20,
    ),
    Item(
        title="Judgements",
        url_name="teams:judgements",
        permission="teams.judge_people",
        about="Where your team thinks another tier is right than the list says, why, and until when.",
        order=21,
        is_in_header=False,
    ),
    Item(
        title="Teams",
        url_name="teams:teams",
        permission="teams.see_members",
        about="Who belongs to which neighbourhood team, from when to when.",
        order=25,
    ),
)

# The pages of one person, and of one team, shown as a row of links on each of them.
PERSON_TABS: tuple[Tab, ...] = tuple(
    sorted(
        (
            Tab("Summary", "teams:person", "teams.see_people", order=10),
            *(tab for part in PARTS for tab in part.PERSON_TABS),
        ),
        key=lambda tab: tab.order,
    )
)
TEAM_TABS: tuple[Tab, ...] = tuple(
    sorted(
        (
            Tab("Members", "teams:team", "teams.see_members", order=70, group="Team"),
            *(tab for part in PARTS for tab in part.TEAM_TABS),
        ),
        key=lambda tab: tab.order,
    )
)

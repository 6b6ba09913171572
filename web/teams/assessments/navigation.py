"""Where assessments stand in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = (
    Item(
        title="Questionnaires",
        url_name="teams:assessment_questionnaires",
        permission="teams.see_questionnaires",
        about="What people are asked in an assessment, version by version.",
        order=26,
        is_in_header=False,
    ),
    Item(
        title="Trusted assessors",
        url_name="teams:assessment_assessors",
        permission="teams.keep_assessors",
        about="Whose assessments partners accept as their own, in what and until when.",
        order=27,
        is_in_header=False,
    ),
)
PERSON_TABS: tuple[Tab, ...] = (Tab("Assessments", "teams:assessments", "teams.see_assessments", order=30),)
TEAM_TABS: tuple[Tab, ...] = ()

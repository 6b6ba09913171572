"""Where this part of the teams app stands in the menu and on a person's pages: the same for everybody."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = (
    Item(
        title="Safeguarding",
        url_name="teams:safeguarding_concerns",
        permission="teams.raise_safeguarding",
        about="Concerns about the safety of adults that you are named on, lead on or decide.",
        order=58,
        is_in_header=False,
    ),
    Item(
        title="Safeguarding register",
        url_name="teams:safeguarding_register",
        permission="teams.oversee_safeguarding",
        about="That a concern is there, since when, and how far it is: never what it says.",
        order=85,
        is_in_header=False,
    ),
)
PERSON_TABS: tuple[Tab, ...] = (
    Tab("Safeguarding", "teams:safeguarding_of_person", "teams.raise_safeguarding", order=75),
)
TEAM_TABS: tuple[Tab, ...] = ()

"""Where the accounts app stands in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

ITEMS = (
    Item(
        title="Sign-ins",
        url_name="accounts:users",
        permission="accounts.see_people_who_sign_in",
        about="Everybody who may sign in, with role and organisation.",
        order=95,
    ),
    Item(
        title="Roles",
        url_name="accounts:roles",
        permission="accounts.see_people_who_sign_in",
        about="Which role may do what, on one page.",
        order=96,
        is_in_header=False,
    ),
)

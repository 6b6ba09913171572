"""Where this part of the teams app stands in the menu, on a person's pages and on a team's."""

from __future__ import annotations

from web.ui.navigation import Item, Tab

ITEMS: tuple[Item, ...] = (
    Item(
        title="Emergency access",
        url_name="teams:access_break_glass",
        permission="teams.break_glass",
        about="See a person outside your team for a short time, with a reason; every use is reviewed.",
        order=60,
        is_in_header=False,
    ),
    Item(
        title="Break-glass reviews",
        url_name="teams:access_breaks",
        permission="teams.review_breaks",
        about="Every use of emergency access, and the looks that met a rule, waiting for your review.",
        order=86,
        is_in_header=False,
    ),
    Item(
        title="Opt-outs",
        url_name="teams:access_opt_outs",
        permission="teams.keep_opt_outs",
        about="Who has opted out of uses beyond their own care.",
        order=87,
        is_in_header=False,
    ),
    Item(
        title="Subject access",
        url_name="teams:access_requests",
        permission="teams.answer_subject_access",
        about="People who ask for everything held about them, and who has seen it.",
        order=88,
        is_in_header=False,
    ),
    Item(
        title="Retention",
        url_name="teams:access_retention",
        permission="teams.see_retention",
        about="How long which record is kept, and what is past its time.",
        order=89,
        is_in_header=False,
    ),
)
PERSON_TABS: tuple[Tab, ...] = (
    Tab("Sharing", "teams:access_sharing", "teams.keep_sharing", order=80),
    Tab("Who has seen", "teams:access_who", "teams.see_people", order=85),
)
TEAM_TABS: tuple[Tab, ...] = ()

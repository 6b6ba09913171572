"""Where the population pages stand in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

WORKBENCH = (
    Item(
        title="Movement",
        url_name="population:movement",
        permission="population.see_workbench",
        about="Who moved between tiers in a month, whom teams can take on, and where the cost lies.",
        order=33,
        is_in_header=False,
    ),
    Item(
        title="Segments and cohorts",
        url_name="population:segments",
        permission="population.see_workbench",
        about="Why people need care, the priority cohorts with mental health need, and the priority list.",
        order=33,
        is_in_header=False,
    ),
    Item(
        title="Cohort builder",
        url_name="population:builder",
        permission="population.build_cohorts",
        about="Put people together by what is known of them and see at once how many they are.",
        order=33,
        is_in_header=False,
    ),
    Item(
        title="Saved cohorts",
        url_name="population:cohorts",
        permission="population.see_workbench",
        about="Definitions of cohorts, your own and those shared with you, each with its counts.",
        order=34,
        is_in_header=False,
    ),
    Item(
        title="Models",
        url_name="population:models",
        permission="population.see_models",
        about="What foresees people's risk, its card, how well it does, and whether it is fair.",
        order=36,
        is_in_header=False,
    ),
    Item(
        title="Evaluations",
        url_name="population:evaluations",
        permission="population.see_evaluations",
        about="Whether what was done helped, held against a comparison.",
        order=37,
        is_in_header=False,
    ),
)

ITEMS = (
    Item(
        title="Neighbourhoods",
        url_name="population:neighbourhoods",
        permission="population.see_neighbourhoods",
        about="Who lives where: age, tiers, conditions, use of care and deprivation, beside the whole place.",
        order=30,
    ),
    Item(
        title="Tiers and scores",
        url_name="population:definitions",
        permission="population.see_neighbourhoods",
        about="What the tiers and scores mean, with a worked example of each.",
        order=31,
        is_in_header=False,
    ),
    Item(
        title="Workbench",
        url_name="population:workbench",
        permission="population.see_workbench",
        about="Who needs care, how sure we are, and what changed, in counts alone.",
        order=32,
    ),
    *WORKBENCH,
)

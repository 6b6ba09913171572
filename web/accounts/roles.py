"""Who may do what: the eight roles, on one page.

A permission here says what a role may ever do. Which people, teams or papers it may do it with is the
business of each app, through membership.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import rules


class Role(StrEnum):
    """What a person is to the place."""

    TEAM_MEMBER = "team_member"
    TEAM_LEAD = "team_lead"
    ANALYST = "analyst"
    COMMISSIONER = "commissioner"
    FINANCE_LEAD = "finance_lead"
    BOARD_SECRETARY = "board_secretary"  # pragma: allowlist secret
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"

    @property
    def title(self) -> str:
        """The role in words, ``Team member``."""
        return self.value.replace("_", " ").capitalize()


ABOUT: Mapping[Role, str] = MappingProxyType(
    {
        Role.TEAM_MEMBER: "cares for people of a neighbourhood and sees those of the own team",
        Role.TEAM_LEAD: "runs a neighbourhood team and sees its people",
        Role.ANALYST: "looks at figures and at the quality of records, never at names",
        Role.COMMISSIONER: "decides what is bought and follows outcomes and contracts",
        Role.FINANCE_LEAD: "follows the gap, the savings and who gains",
        Role.BOARD_SECRETARY: "prepares the board's papers and keeps its decisions",
        Role.PRIVACY_OFFICER: "sees who looked at whom, and why",
        Role.ADMINISTRATOR: "keeps sign-ins, teams and loads, and sees no person",
    }
)

_ALL = frozenset(Role)
_CARE = frozenset({Role.TEAM_MEMBER, Role.TEAM_LEAD})
_FIGURES = frozenset(
    {Role.ANALYST, Role.COMMISSIONER, Role.FINANCE_LEAD, Role.BOARD_SECRETARY, Role.TEAM_LEAD}
)

PERMISSIONS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        # what everybody who signs in may see: figures of the place, none of a person
        "home.see_place": _ALL,
        "population.see_neighbourhoods": _ALL,
        "outcomes.see_indicators": _ALL,
        "board.see_figures": _ALL,
        "board.see_place_pack": _ALL,
        # people, through membership of their team
        "teams.see_people": _CARE,
        "teams.search_people": _CARE,
        "teams.judge_people": _CARE,
        "teams.export_people": frozenset({Role.TEAM_LEAD}),
        # case management, meetings, plans: the same people, through the same door
        "teams.see_cases": _CARE,
        "teams.change_cases": _CARE,
        "teams.hand_over": _CARE,
        "teams.see_assessments": _CARE,
        "teams.assess": _CARE,
        "teams.see_questionnaires": _CARE | {Role.ADMINISTRATOR},
        "teams.keep_questionnaires": frozenset({Role.TEAM_LEAD, Role.ADMINISTRATOR}),
        "teams.keep_assessors": frozenset({Role.TEAM_LEAD, Role.ADMINISTRATOR}),
        "teams.see_plans": _CARE,
        "teams.change_plans": _CARE,
        "teams.see_meetings": _CARE,
        "teams.hold_meetings": _CARE,
        "teams.keep_meetings": frozenset({Role.TEAM_LEAD}),
        "teams.see_work": _CARE,
        "teams.change_work": _CARE,
        "teams.assign_work": frozenset({Role.TEAM_LEAD}),
        "teams.see_directory": _ALL,
        "teams.keep_directory": frozenset({Role.TEAM_LEAD, Role.ADMINISTRATOR}),
        "teams.connect_people": _CARE,
        "teams.see_levels": _ALL,
        "teams.see_measures": _FIGURES | _CARE,
        "teams.see_standards": _CARE | {Role.BOARD_SECRETARY, Role.PRIVACY_OFFICER},
        # concerns about an adult's safety: need to know comes on top, see web/teams/safeguarding
        "teams.raise_safeguarding": _CARE,
        "teams.decide_safeguarding": _CARE,
        "teams.oversee_safeguarding": frozenset({Role.PRIVACY_OFFICER}),
        # who may see whom, and who has looked
        "teams.break_glass": _CARE,
        "teams.review_breaks": frozenset({Role.PRIVACY_OFFICER}),
        "teams.keep_sharing": _CARE,
        "teams.keep_opt_outs": frozenset({Role.PRIVACY_OFFICER}),
        "teams.answer_subject_access": frozenset({Role.PRIVACY_OFFICER}),
        "teams.see_retention": frozenset({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR}),
        "teams.see_members": _CARE | {Role.ADMINISTRATOR, Role.PRIVACY_OFFICER},
        "teams.change_members": frozenset({Role.TEAM_LEAD, Role.ADMINISTRATOR}),
        # people as counts: cohorts, movement, models, whether care helped
        "population.see_workbench": frozenset({Role.ANALYST, Role.COMMISSIONER}),
        "population.build_cohorts": frozenset({Role.ANALYST}),
        "population.see_models": frozenset({Role.ANALYST, Role.COMMISSIONER, Role.BOARD_SECRETARY}),
        "population.see_evaluations": frozenset({Role.ANALYST, Role.COMMISSIONER, Role.FINANCE_LEAD}),
        # money, contracts, the board
        "finance.see_gap": _FIGURES,
        "contracts.see_gateways": _FIGURES,
        "contracts.see_scope": _FIGURES,
        # records and their quality, without names
        "records.see_quality": _FIGURES | {Role.PRIVACY_OFFICER, Role.ADMINISTRATOR},
        "records.see_loads": frozenset({Role.ANALYST, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR}),
        "records.publish_run": frozenset({Role.ANALYST, Role.ADMINISTRATOR}),
        # sign-ins and the trail
        "accounts.see_people_who_sign_in": frozenset({Role.ADMINISTRATOR, Role.PRIVACY_OFFICER}),
        "audit.see_trail": frozenset({Role.PRIVACY_OFFICER}),
        "audit.export_trail": frozenset({Role.PRIVACY_OFFICER}),
    }
)


def may(role: str, permission: str) -> bool:
    """Say whether `role` holds `permission`.

    Raises:
        KeyError: when no permission has that name, so that a slip of the pen never opens a page.
    """
    return role in PERMISSIONS[permission]


def register() -> None:
    """Make each permission a rule that Django's ``has_perm`` answers by."""
    for permission, roles in PERMISSIONS.items():
        if not rules.perm_exists(permission):
            rules.add_perm(permission, _holds(roles))


def _holds(roles: frozenset[Role]) -> rules.Predicate:
    @rules.predicate(name=" or ".join(sorted(role.value for role in roles)))
    def has_one_of_these_roles(user: Any) -> bool:
        return bool(user.is_authenticated and user.is_active and user.role in roles)

    return has_one_of_these_roles

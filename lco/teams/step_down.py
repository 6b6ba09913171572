"""Whether a person may step down: which legs of the test hold, each with the words that say why.

The test is our design choice: the goals are achieved, or the tier has been lower in two refreshes in a row;
and the person agrees; and a contingency plan is in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

# The order of the tiers, most in need first.
_ORDER = MappingProxyType({"high": 1, "rising": 2, "low": 3})


@dataclass(frozen=True)
class Leg:
    """One leg of the test: its words, whether it holds, and what was found."""

    id: str
    title: str
    holds: bool
    found: str


@dataclass(frozen=True)
class StepDownTest:
    """The legs of the test. One of the first two is enough; the last two are both needed."""

    goals: Leg
    tier: Leg
    agrees: Leg
    contingency: Leg

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs in order."""
        return (self.goals, self.tier, self.agrees, self.contingency)

    @property
    def passes(self) -> bool:
        """Say whether the person may step down without the lead's word."""
        return (self.goals.holds or self.tier.holds) and self.agrees.holds and self.contingency.holds

    @property
    def missing(self) -> tuple[str, ...]:
        """Return in words what is missing."""
        less = () if self.goals.holds or self.tier.holds else ("the goals or a lower tier",)
        agrees = () if self.agrees.holds else ("the person's agreement",)
        contingency = () if self.contingency.holds else ("a contingency plan",)
        return (*less, *agrees, *contingency)

    @property
    def words(self) -> str:
        """Return the whole test in one line, as it is kept with the act."""
        return "; ".join(f"{leg.title}: {'yes' if leg.holds else 'no'} ({leg.found})" for leg in self.legs)


def weighed(
    *,
    are_goals_achieved: bool | None,
    tier_at_start: str,
    tiers: Sequence[str],
    refreshes: int,
    is_agreed: bool | None,
    has_contingency: bool,
) -> StepDownTest:
    """Return which legs of the test hold.

    Args:
        are_goals_achieved: whether every goal of the plan is achieved; None without an agreed goal.
        tier_at_start: tier when the person was found; empty when not known.
        tiers: tiers at the last refreshes, newest first; an empty text where not known.
        refreshes: how many in a row must be lower than at the start.
        is_agreed: whether the person agrees; None when they were not asked yet.
        has_contingency: whether the plan says what is done in a crisis.
    """
    lower = is_lower_in_a_row(tier_at_start, tiers, refreshes)
    when = f"in {refreshes} refreshes in a row" if refreshes > 1 else "at the last refresh"
    return StepDownTest(
        goals=_goals(are_goals_achieved),
        tier=Leg(
            "tier",
            f"Tier lower {when}",
            lower,
            _tiers(tier_at_start, tiers, refreshes),
        ),
        agrees=_agrees(is_agreed),
        contingency=Leg(
            "contingency",
            "Contingency plan in place",
            has_contingency,
            "in the agreed plan" if has_contingency else "the agreed plan has none",
        ),
    )


def _goals(are_achieved: bool | None) -> Leg:
    found = {None: "no goal was agreed", True: "all of them", False: "not all of them"}[are_achieved]
    return Leg("goals", "Goals achieved", bool(are_achieved), found)


def _agrees(is_agreed: bool | None) -> Leg:
    found = {None: "they were not asked yet", True: "they do", False: "they do not"}[is_agreed]
    return Leg("agrees", "The person agrees", bool(is_agreed), found)


def is_lower_in_a_row(tier_at_start: str, tiers: Sequence[str], refreshes: int) -> bool:
    """Say whether the tier was lower than at the start in each of the last refreshes: unknown is not."""
    start = _ORDER.get(tier_at_start)
    newest = tiers[:refreshes]
    if start is None or len(newest) < refreshes:
        return False
    return all(_ORDER.get(tier, 0) > start for tier in newest)


def _tiers(tier_at_start: str, tiers: Sequence[str], refreshes: int) -> str:
    shown = [tier or "not known" for tier in tiers[:refreshes]]
    newest = ", before that ".join(shown) if shown else "not known"
    return f"{tier_at_start or 'not known'} when found, now {newest}"

"""The five criteria of a personalised plan, each with the evidence it rests on.

The criteria are those NHS England counts a personalised care and support plan by, in our words. Which
evidence each asks for is our design choice. A plan is complete only when all five hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lco.teams.plans.content import Content, entries_of, entry_of


@dataclass(frozen=True)
class Circumstances:
    """What is known of a plan beside its words.

    `planned_goals` are the ids of goals that have at least one action with an owner and a day; `review_by` is
    the last day a review may be planned for.
    """

    agreed_on: date | None
    review_on: date | None
    review_by: date
    planned_goals: frozenset[str]
    copy_given_on: date | None


@dataclass(frozen=True)
class Leg:
    """One piece of evidence: what it is, whether it is there, and the section where it is written."""

    title: str
    is_there: bool
    section: str


@dataclass(frozen=True)
class Criterion:
    """One of the five, and what it rests on."""

    id: str
    title: str
    legs: tuple[Leg, ...]

    @property
    def holds(self) -> bool:
        """Say whether all its evidence is there."""
        return all(leg.is_there for leg in self.legs)

    @property
    def missing(self) -> tuple[Leg, ...]:
        """Return the evidence that is not there yet."""
        return tuple(leg for leg in self.legs if not leg.is_there)


def criteria_of(content: Content, known: Circumstances) -> tuple[Criterion, ...]:
    """Return the five criteria as the plan meets them."""
    return (
        Criterion("central", "The person is central and chose who is involved", tuple(_central(content))),
        Criterion("conversation", "There was a conversation about what matters", tuple(_talked(content))),
        Criterion("outcomes", "The outcomes are agreed", tuple(_outcomes(content, known))),
        Criterion(
            "sharable",
            "One plan says what matters and how, and can be shared",
            tuple(_shared(content, known)),
        ),
        Criterion("review", "It is looked at again, formally and in between", tuple(_review(content, known))),
    )


def is_complete(criteria: tuple[Criterion, ...]) -> bool:
    """Say whether all five hold."""
    return all(criterion.holds for criterion in criteria)


def _central(content: Content) -> Iterator[Leg]:
    yield _written(content, "about_me", "most_important", "What is most important, in the person's words")
    yield _written(content, "conversation", "involved", "Who the person chose to involve")


def _talked(content: Content) -> Iterator[Leg]:
    yield _written(content, "conversation", "talked_on", "The day of the conversation")
    yield _written(content, "conversation", "talked_about", "What was talked about")
    strengths = any(each.fields.get("kind") == "strength" for each in entries_of(content, "strengths"))
    yield Leg("At least one strength", strengths, "strengths")


def _outcomes(content: Content, known: Circumstances) -> Iterator[Leg]:
    yield Leg(
        "At least one goal, with what each step looks like", bool(entries_of(content, "goals")), "goals"
    )
    yield Leg("The plan is agreed, and it is written by whom and how", known.agreed_on is not None, "agree")


def _shared(content: Content, known: Circumstances) -> Iterator[Leg]:
    goals = {each.id for each in entries_of(content, "goals")}
    yield Leg(
        "An action with an owner and a day for every goal",
        bool(goals) and goals <= known.planned_goals,
        "goals",
    )
    yield _written(content, "conversation", "sharing", "Who the person wants to have the plan")
    yield Leg("A copy was given to the person", known.copy_given_on is not None, "copy")


def _review(content: Content, known: Circumstances) -> Iterator[Leg]:
    in_time = known.review_on is not None and known.review_on <= known.review_by
    yield Leg("A day for the review, not later than the rules allow", in_time, "agree")
    yield _written(content, "conversation", "between_reviews", "How contact is kept between reviews")


def _written(content: Content, section: str, id: str, title: str) -> Leg:
    found = entry_of(content, section, id)
    return Leg(title, bool(found and found.text), section)

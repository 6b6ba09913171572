"""A person's risk, movement and likely benefit in the words the pages use; never a bare probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from lco.place.facts.impactibility import Impactibility
from lco.place.pack import Place
from web.population.models import Listing, Movement, Tier
from web.ui import formats

NO_RISK = "Not predicted"
DOES_NOT_APPLY = "Does not apply"
# One in so many, from which on the next is nearer: few steps, since a prediction is no finer.
_ONE_IN = (3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100)
_OFTEN = ((0.95, "More than 9 in 10"), (0.85, "About 9 in 10"), (0.75, "About 4 in 5"), (0.6, "About 2 in 3"))
_HALF = 5 / 12  # between 1 in 3 and 1 in 2

_NEW_LINE = SafeString("<br>")
MARKS = {Movement.UP: "↑", Movement.DOWN: "↓", Movement.NEW: "✦"}
_TIERS = {str(tier): str(tier.label).removesuffix(" risk").lower() for tier in Tier}


def chance(risk: float | None) -> str:
    """Return a probability as people say it, ``About 1 in 4``; words when there is none."""
    if risk is None:
        return NO_RISK
    often = next((words for least, words in _OFTEN if risk >= least), None)
    if often:
        return often
    if risk >= _HALF:
        return "About 1 in 2"
    if risk < 0.5 / _ONE_IN[-1]:
        return f"Fewer than 1 in {2 * _ONE_IN[-1]}"
    nearest = min(_ONE_IN, key=lambda many: abs(1 / many - risk))
    return f"About 1 in {nearest}"


def of_100(risk: float | None) -> str:
    """Return how many of 100 alike, which can be compared from row to row; nothing when there is none."""
    if risk is None:
        return ""
    return "Fewer than 1 of 100" if risk < 0.01 else f"{formats.number(risk * 100)} of 100 alike"


def moved(listing: Listing) -> str:
    """Return how the tier changed in a month, in words; nothing when it did not."""
    former = _TIERS.get(listing.former_tier, "")
    said = {
        Movement.UP: f"Up from {former} this month" if former else "Up this month",
        Movement.DOWN: f"Down from {former} this month" if former else "Down this month",
        Movement.NEW: "New in the place this month",
    }
    return said.get(listing.movement, "")  # type: ignore[call-overload, no-any-return]


def moved_with_mark(listing: Listing) -> SafeString:
    """Return the change of tier with its mark, and whether the risk rises fast."""
    words = [(MARKS[Movement(listing.movement)], moved(listing))] if moved(listing) else []
    if listing.is_rising_fast:
        words.append(("⇈", "Rising fast"))
    return format_html_join(_NEW_LINE, '<span class="lco-shape" aria-hidden="true">{}</span> {}', words)


@dataclass(frozen=True)
class Benefit:
    """What taking a person into case management is expected to be worth, and what that rests on."""

    sentence: str
    assumptions: Sequence[tuple[str, str]]
    rule: Impactibility | None


def benefit(listing: Listing, place: Place) -> Benefit:
    """Return what help is likely to change for a person, with every assumption of the place named."""
    value = listing.impactibility_pence
    rule = _rule(listing, place)
    if value is None:
        return Benefit("No figure: without a predicted risk there is none.", (), None)
    worth = formats.pence(abs(value)).removesuffix(".00")
    sentence = (
        f"A year of case management is expected to cost {worth} more than it saves."
        if value < 0
        else f"A year of case management is expected to save {worth} more than it costs."
    )
    return Benefit(sentence, _assumed(rule) if rule else (), rule)


def _rule(listing: Listing, place: Place) -> Impactibility | None:
    cohorts = set(listing.cohort_list)
    rules: list[Any] = sorted(place.rows(Impactibility), key=lambda rule: rule.order)
    return next(
        (
            rule
            for rule in rules
            if rule.segment in {None, listing.segment} and (rule.cohort is None or rule.cohort in cohorts)
        ),
        None,
    )


def _assumed(rule: Impactibility) -> Sequence[tuple[str, str]]:
    return (
        (
            "Emergency admissions it avoids",
            f"{formats.number(rule.relative_reduction_percent)}% of those expected",
        ),
        ("What an avoided admission saves", formats.pounds(rule.avoidable_cost_pounds)),
        ("What a year of it costs", formats.pounds(rule.programme_cost_pounds)),
    )


def titles(place: Place, kind: str) -> dict[str, str]:
    """Return id to title of the place's ``segments`` or ``cohorts``, in their order."""
    rows: Sequence[Any] = getattr(place, kind, ())
    return {row.id: row.title for row in sorted(rows, key=lambda row: row.order)}


def named(ids: Sequence[str], known: dict[str, str]) -> list[str]:
    """Return the titles of `ids`; one the place does not know is written as words."""
    return [known.get(each, each.replace("_", " ").capitalize()) for each in ids]


@dataclass(frozen=True)
class Story:
    """What a page tells of a person's need: the risk now and six months before, the move, the benefit."""

    chance: str
    of_100: str
    chance_before: str
    of_100_before: str
    is_predicted: bool
    moved: SafeString
    benefit: Benefit
    segment: str
    groups: Sequence[str]


def story_of(listing: Listing, place: Place) -> Story:
    """Return a person's need in words."""
    also = [
        words
        for words, holds in (
            ("Mental-health need", listing.has_mental_health_need),
            ("On the priority list", listing.is_priority),
        )
        if holds
    ]
    return Story(
        chance=chance(listing.risk),
        of_100=of_100(listing.risk),
        chance_before=chance(listing.risk_before),
        of_100_before=of_100(listing.risk_before),
        is_predicted=listing.risk is not None,
        moved=moved_with_mark(listing),
        benefit=benefit(listing, place),
        segment=named([listing.segment], titles(place, "segments"))[0] if listing.segment else "",
        groups=[*named(listing.cohort_list, titles(place, "cohorts")), *also],
    )

"""What an evaluation concludes, in a sentence that its numbers must allow.

People chosen because they used much care use less the year after whatever is done: regression to the mean.
So nothing here can be called a saving, or fewer, unless it was held against a comparison and the interval
of the effect leaves out no effect: a `Verdict` that says otherwise cannot be made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from lco.statistics.intervals import Estimate

_SAVING = re.compile(r"\bsav(?:e|es|ed|ing|ings)\b", re.IGNORECASE)


class VerdictRefused(ValueError):
    """A verdict that its numbers do not allow; the message says what is missing."""


class Finding(StrEnum):
    """What was found, told apart by the interval of the effect and by the diagnostics."""

    FEWER = "fewer"
    MORE = "more"
    NONE_SHOWN = "none_shown"  # the interval holds no effect: the effect may be there and too small to see
    NOT_TRUSTED = "not_trusted"  # a diagnostic the design stands on has failed
    NOT_COMPARED = "not_compared"  # a before-after change alone


@dataclass(frozen=True)
class Effect:
    """What happened to those treated against a comparison.

    Attributes:
        comparison: whom they were held against, plural, such as ``matched people``.
        ratio: events of those treated over what the comparison says they would have had; 1 is no effect.
        per_1000: difference in events per 1,000 person-years, negative when those treated had fewer.
    """

    comparison: str
    ratio: Estimate
    per_1000: Estimate

    def __post_init__(self) -> None:
        if not self.comparison.strip():
            raise VerdictRefused("An effect has no comparison: say whom those treated were held against.")
        if not self.ratio.lower <= self.ratio.value <= self.ratio.upper:
            raise VerdictRefused("The interval of an effect must hold its value.")

    @property
    def is_fewer(self) -> bool:
        """Say whether the whole interval lies below no effect."""
        return self.ratio.lower >= 0 and self.ratio.upper < 1

    @property
    def is_more(self) -> bool:
        """Say whether the whole interval lies above no effect."""
        return self.ratio.lower > 1


@dataclass(frozen=True)
class Verdict:
    """What is concluded; `finding` for machines, `sentence` for people.

    Raises:
        VerdictRefused: when the sentence or the finding says more than the effect shows.
    """

    finding: Finding
    sentence: str
    effect: Effect | None = None

    def __post_init__(self) -> None:
        if self.effect is None and self.finding is not Finding.NOT_COMPARED:
            raise VerdictRefused(
                f"A before-after change alone cannot be judged as '{self.finding}': "
                "hold those treated against matched people, a cut-off, a step or another place first."
            )
        if self.effect is not None:
            self._refuse_what_the_interval_does_not_show(self.effect)
        if _SAVING.search(self.sentence) and not self.is_saving:
            raise VerdictRefused(
                "This cannot be called a saving: that needs a comparison, and an interval of the effect "
                "that leaves out no effect."
            )

    def _refuse_what_the_interval_does_not_show(self, effect: Effect) -> None:
        if self.finding is Finding.NOT_COMPARED:
            raise VerdictRefused("An effect with a comparison cannot be judged as 'not_compared'.")
        if self.finding is Finding.FEWER and not effect.is_fewer:
            raise VerdictRefused("'Fewer' needs an interval that lies below no effect.")
        if self.finding is Finding.MORE and not effect.is_more:
            raise VerdictRefused("'More' needs an interval that lies above no effect.")

    @property
    def is_saving(self) -> bool:
        """Say whether fewer events were shown against a comparison, by diagnostics that hold."""
        return self.finding is Finding.FEWER


def judge(effect: Effect, *, outcome: str, failed: tuple[str, ...] = ()) -> Verdict:
    """Return the verdict that an effect allows.

    Args:
        effect: what was found against the comparison.
        outcome: what was counted, plural, such as ``emergency admissions``.
        failed: what is wrong with diagnostics that the design stands on, each a clause.
    """
    ratio = effect.ratio
    if failed:
        told = "; ".join(failed)
        return Verdict(Finding.NOT_TRUSTED, f"The comparison cannot be trusted: {told}.", effect)
    if effect.is_fewer:
        amount = f"{_percent(1 - ratio.value)}% ({_percent(1 - ratio.upper)} to {_percent(1 - ratio.lower)})"
        return Verdict(Finding.FEWER, f"Fewer {outcome} than {effect.comparison}: {amount}.", effect)
    if effect.is_more:
        amount = f"{_percent(ratio.value - 1)}% ({_percent(ratio.lower - 1)} to {_percent(ratio.upper - 1)})"
        return Verdict(Finding.MORE, f"More {outcome} than {effect.comparison}: {amount}.", effect)
    return Verdict(Finding.NONE_SHOWN, _none_shown(effect, outcome), effect)


def _none_shown(effect: Effect, outcome: str) -> str:
    return (
        f"No effect shown: against {effect.comparison}, anything between {_change(effect.ratio.lower)} and "
        f"{_change(effect.ratio.upper)} {outcome} fits what happened."
    )


def _change(ratio: float) -> str:
    return f"{_percent(abs(ratio - 1))}% {'fewer' if ratio < 1 else 'more'}"


def _percent(share: float) -> str:
    return f"{share * 100:,.0f}" if abs(share) >= 0.095 else f"{share * 100:,.1f}"

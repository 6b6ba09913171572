"""From an effect and its checks to an evaluation with its verdict, the same for every design."""

from __future__ import annotations

from typing import TypedDict, Unpack

from lco.population.evaluation.candidates import Question
from lco.population.evaluation.report import Balance, BeforeAfter, Diagnostic, Evaluation, SeriesPoint
from lco.population.evaluation.verdict import Effect, judge


class Told(TypedDict, total=False):
    """What a design says beside its effect; see `report.Evaluation` for each."""

    design: str
    how: str
    treated: int
    comparison: int
    counted: str
    left_out: int
    before_after: BeforeAfter
    balance: tuple[Balance, ...]
    series: tuple[SeriesPoint, ...]
    cautions: tuple[str, ...]


def conclude(
    question: Question, effect: Effect, checks: tuple[Diagnostic, ...], **told: Unpack[Told]
) -> Evaluation:
    """Return the evaluation; a check that is needed and does not hold takes the verdict with it."""
    failed = tuple(check.says.removesuffix(".") for check in checks if check.is_needed and not check.is_met)
    verdict = judge(effect, outcome=question.outcome_label, failed=failed)
    rest: Told = {"left_out": 0, "balance": (), **told}
    return Evaluation(id="", **vars(question), **rest, effect=effect, diagnostics=checks, verdict=verdict)

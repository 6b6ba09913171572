"""Puts a case to the decision table and says what follows, with the words for the audit trail."""

from __future__ import annotations

from dataclasses import dataclass

from lco.teams.governance.bases import Basis, bases
from lco.teams.governance.opt_outs import applies_nationally, support_of
from lco.teams.governance.preferences import opens_excluded, refuses
from lco.teams.governance.table import ROWS, Facts, Row
from lco.teams.governance.terms import Case, Outcome, Purpose


@dataclass(frozen=True)
class Decision:
    """What the rules say, by which row, and on what legal ground."""

    outcome: Outcome
    row: str
    why: str
    basis: Basis

    @property
    def ground(self) -> str:
        """Return the words written into the audit trail."""
        return f"{self.why}: {self.basis.text}"


def decide(case: Case) -> Decision:
    """Return what the first row that fits says of `case`."""
    facts = facts_of(case)
    row = next(row for row in ROWS if row.fits(facts))
    return Decision(row.outcome, row.id, row.why, bases()[_basis(row, case)])


def facts_of(case: Case) -> Facts:
    """Return what the table asks of `case`."""
    requester, subject, asked = case.requester, case.subject, case.asked
    whom = {"user": requester.user, "organisation": requester.organisation}
    return Facts(
        role=requester.role,
        relationship=requester.relationship,
        purpose=asked.purpose,
        sensitivity=asked.sensitivity,
        is_confidential=asked.is_confidential,
        is_in_audience=not asked.audience or requester.organisation in asked.audience,
        needs_to_know=requester.needs_to_know,
        is_refused=refuses(subject.preferences, **whom, sensitivity=asked.sensitivity, on=asked.on),
        is_opened=opens_excluded(subject.preferences, **whom, sensitivity=asked.sensitivity, on=asked.on),
        is_supported=support_of(asked),
        is_opted_out=_opted_out(case),
    )


def _opted_out(case: Case) -> bool:
    if case.asked.purpose is Purpose.STRATIFICATION:
        return case.subject.opted_out_of_stratification
    return applies_nationally(case.subject, case.asked)


def _basis(row: Row, case: Case) -> str:
    # Care of who cannot decide rests on their best interests; that of a child on the child or the parent.
    if row.basis == "direct_care" and case.subject.is_child:
        return "child"
    if row.basis == "direct_care" and case.subject.lacks_capacity:
        return "best_interests"
    return row.basis

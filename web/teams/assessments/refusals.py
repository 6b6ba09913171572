"""What cannot be done with an assessment, and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lco.teams.questionnaires.answering import Problem

if TYPE_CHECKING:
    from web.teams.assessments.models import Assessment


class AssessmentRefused(ValueError):
    """What cannot be done with an assessment; `problems` are its answers that are wrong or missing."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        self.problems = problems
        super().__init__(message)


class SavedMeanwhile(AssessmentRefused):
    """Somebody saved the same page since the form was opened; `held` is the assessment as it is now."""

    def __init__(self, held: Assessment) -> None:
        self.held = held
        super().__init__(
            f"{held.saved_by.name} saved other answers here while you wrote: "
            "read them, then save yours or leave."
        )

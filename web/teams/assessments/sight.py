"""Which assessments of a person somebody reads, and what stands in place of those they do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lco.teams.governance import Outcome
from lco.teams.governance.preferences import refuses
from lco.teams.questionnaires.items import Questionnaire
from web.teams.access.people import Seen
from web.teams.access.sections import Permit, permit
from web.teams.assessments.models import Assessment
from web.teams.assessments.shelf import asked_version
from web.teams.queries import today

_OWN = Permit(Outcome.PERMIT, "of the own organisation, which keeps it")


def sight_of(user: Any, seen: Seen, assessment: Assessment) -> Permit:
    """Return whether `user` may read an assessment of the person `seen`, and on what ground.

    The organisation that assessed always reads its own. For others the rules decide, by how closely the
    questionnaire's answers are held and by what the person wishes.
    """
    if assessment.organisation_id == user.organisation_id:
        return _OWN
    return permit(user, seen, sensitivity=asked_version(assessment.questionnaire).sensitivity)


def kept_from(seen: Seen, questionnaire: Questionnaire, organisations: Iterable[int]) -> frozenset[int]:
    """Return those of `organisations` that the person does not share answers to `questionnaire` with."""
    asked = {"user": None, "sensitivity": questionnaire.sensitivity, "on": today()}
    wishes = seen.subject.preferences
    return frozenset(each for each in organisations if refuses(wishes, organisation=each, **asked))


def read_by(user: Any, seen: Seen, assessments: Iterable[Assessment]) -> Sequence[Assessment]:
    """Return those of `assessments` that `user` may read."""
    return [each for each in assessments if sight_of(user, seen, each).is_shown]


def listed_for(user: Any, seen: Seen, assessments: Iterable[Assessment]) -> list[tuple[Assessment, Permit]]:
    """Return the assessments with what `user` sees of each, without those whose being there is not told."""
    found = [(each, sight_of(user, seen, each)) for each in assessments]
    return [(each, sight) for each, sight in found if sight.outcome != Outcome.DENY]

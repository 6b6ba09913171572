"""What is worked out from the answers of an assessment: scores, bands, decisions."""

from __future__ import annotations

from lco.teams.eligibility import Leg, decided
from lco.teams.questionnaires.asking import counting
from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.scoring import scores
from lco.teams.questionnaires.values import Answers

_MET = {True: "Met", False: "Not met", None: "Not answered"}


def results(questionnaire: Questionnaire, answers: Answers) -> list[tuple[str, str]]:
    """Return title and words of everything worked out, decisions first, each leg with its reason."""
    decision = decided(questionnaire.name, counting(questionnaire, answers))
    found = [(score.title, score.in_words) for score in scores(questionnaire, answers)]
    if decision is None:
        return found
    legs = [(leg.title, _leg(leg)) for leg in decision.legs]
    return [("Result", decision.in_words), *legs, ("Rests on", decision.source), *found]


def _leg(leg: Leg) -> str:
    return f"{_MET[leg.is_met]}. {leg.why}".strip()

"""Reads of the questionnaires themselves: how often each was asked, and what was answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from lco.teams.questionnaires.items import Item, Questionnaire
from web.population.models import Listing
from web.teams.assessments.models import Assessment, AssessmentQuerySet, QuestionnaireVersion, State
from web.teams.assessments.shelf import asked_version, shelf
from web.teams.assessments.tables import Kept
from web.teams.queries import people_seen_by, teams_of


def kept() -> list[Kept]:
    """Return the newest version of each questionnaire with how often it was asked to its end."""
    rows = QuestionnaireVersion.objects.values("name").annotate(
        asked=Count("assessments", filter=Q(assessments__state=State.FINISHED))
    )
    counted = {row["name"]: row["asked"] for row in rows}
    return [Kept(each, counted.get(name, 0)) for name, each in shelf().newest.items()]


def answers_seen_by(user: Any, name: str) -> AssessmentQuerySet:
    """Return the finished assessments by one questionnaire of the people of the user's teams."""
    people = people_seen_by(user).values("person") if user else Listing.objects.none()
    mine = Q(person__in=people) | Q(case__team__in=teams_of(user))
    found = Assessment.objects.finished().filter(mine, questionnaire__name=name)
    return found.select_related("questionnaire", "organisation").defer("questionnaire__definition", "told")


def items_of_all_versions(name: str, newest: Questionnaire) -> list[Item]:
    """Return the questions of every version that was asked, then those of the newest; each once."""
    found: dict[str, Item] = {item.link_id: item for item in newest.questions}
    for version in QuestionnaireVersion.objects.filter(name=name).defer("definition").order_by("pk"):
        for item in asked_version(version).questions:
            found.setdefault(item.link_id, item)
    return list(found.values())

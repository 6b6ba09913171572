"""Fills in a questionnaire as a browser without scripts would: page by page, by the words on it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from lco.teams.questionnaires.entering import key_of
from lco.teams.questionnaires.items import Item, Kind, Questionnaire
from lco.teams.questionnaires.values import Coding
from tests.journeys.manchester import FIRST_TEAM
from web.accounts.models import Organisation, User
from web.population.models import Listing
from web.teams import queries
from web.teams.assessments import actions
from web.teams.assessments.actions.register import Scope
from web.teams.assessments.forms import field_names
from web.teams.assessments.models import Assessment, Assessor
from web.teams.assessments.shelf import asked_version, shelf
from web.teams.models import Team

Told = Mapping[str, Any]

WELLBEING: Told = {
    "wellbeing.satisfied": 4,
    "wellbeing.worthwhile": 7,
    "wellbeing.happy": 9,
    "wellbeing.anxious": 6,
}
STORY: Told = {
    "talk.who": Coding("present"),
    "matters.most": "Seeing my grandchildren",
    "can.do": "Cooks for herself",
    "around.carer": False,
    "help.need": ("Help with the stairs", "Company"),
    "help.urgent": False,
}


def somebody(at: int = 0) -> Listing:
    """Return one of the first team's people."""
    return queries.people_of(Team.objects.get(slug=FIRST_TEAM)).order_by("rank")[at]


def values_of(told: Told) -> dict[str, tuple[Any, ...]]:
    """Return answers as the actions take them."""
    return {key: value if isinstance(value, tuple) else (value,) for key, value in told.items()}


def begun(by: Any, listing: Listing, name: str, **more: Any) -> Assessment:
    """Begin an assessment."""
    return actions.start(
        by=by, person=listing.person, questionnaire=shelf().newest[name], **{"key": uuid.uuid4(), **more}
    )


def saved(by: Any, assessment: Assessment, told: Told) -> Assessment:
    """Save answers, whatever page they stand on."""
    from web.teams.assessments.keeping import mark

    held = Assessment.objects.get(pk=assessment.pk)
    return actions.save(
        by=by,
        assessment=held,
        link_ids=list(told),
        changes=values_of(told),
        beside=mark(held, list(told)),
        key=uuid.uuid4(),
    )


def finished(by: Any, listing: Listing, name: str = "wellbeing", told: Told = WELLBEING, **more: Any) -> Any:
    """Begin, fill in and finish an assessment."""
    draft = saved(by, begun(by, listing, name, **more), told)
    return actions.finish(by=by, assessment=draft, version=draft.version, key=uuid.uuid4())


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's form, without its token."""
    found = {}
    for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', page):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            found[name.group(1)] = value.group(1) if value else ""
    found.pop("csrfmiddlewaretoken", None)
    return found


def typed(questionnaire: Questionnaire, told: Told) -> dict[str, Any]:
    """Return answers as the fields of a page send them."""
    names = field_names(questionnaire)
    return {
        names[link_id]: _typed(questionnaire.index[link_id], value)
        for link_id, value in told.items()
        if link_id in names
    }


def _typed(item: Item, value: Any) -> Any:
    if item.kind is Kind.BOOLEAN:
        return "yes" if value else "no"
    if item.kind.has_options:
        return key_of(item, value)
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def address(assessment: Assessment, name: str = "assessment", *more: Any) -> str:
    """Return the address of a page of an assessment."""
    return reverse(f"teams:{name}", args=[assessment.person_id, assessment.pk, *more])


def send(client: Client, assessment: Assessment, number: int, told: Told, step: str = "next") -> Any:
    """Open a section, fill it in and send it."""
    where = address(assessment, "assessment_section", number)
    page = client.get(where).content.decode()
    questionnaire = asked_version(assessment.questionnaire)
    within = {item.link_id for item in questionnaire.sections[number - 1].walk()}
    mine = {link_id: value for link_id, value in told.items() if link_id in within}
    return client.post(where, {**hidden(page), **typed(questionnaire, mine), "step": step})


def partner(name: str) -> Any:
    """Return an organisation, made when there is none of that name."""
    return Organisation.objects.get_or_create(name=name)[0]


def trusted(
    user: Any, *, by: Any = None, partners: Sequence[str] = ("City council",), **scope: Any
) -> Assessor:
    """Enter somebody into the register, for the wellbeing questions and everybody."""
    day = queries.today()
    agreed = {
        "competence": "Observed twice in March by the lead nurse",
        "questionnaires": ["wellbeing"],
        "partners": [partner(name) for name in partners],
        "starts_on": day - timedelta(days=30),
        "ends_before": day + timedelta(days=335),
        **scope,
    }
    lead = by or User.objects.filter(role="team_lead").order_by("pk")[0]
    return actions.trust(by=lead, user=user, scope=Scope(**agreed), key=uuid.uuid4())

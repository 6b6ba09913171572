"""Finds the person a privacy officer asks for, and writes that they were asked for."""

from __future__ import annotations

from django.http import HttpRequest

from web.audit.actions import record_look, record_search
from web.audit.models import Purpose
from web.records.models import Person
from web.teams.access.forms.finding import PersonForm
from web.teams.access.queries import find_person
from web.teams.access.refusals import NobodyThere


def found(request: HttpRequest, form: PersonForm) -> Person:
    """Return the person of a valid form; the search and the find are written.

    Raises:
        NobodyThere: when nobody, or more than one person, is known by what was entered.
    """
    asked = form.cleaned_data
    record_search(
        by=request.user,
        kind="people",
        detail="by number or family name, and day of birth",
        purpose=Purpose.AUDIT,
    )
    person = find_person(
        nhs_number=asked["nhs_number"], family_name=asked["family_name"], born_on=asked["born_on"]
    )
    if person is None:
        raise NobodyThere(
            "Nobody, or more than one person, is known by what you entered: check the number and the date "
            "of birth."
        )
    record_look(
        by=request.user, person=person.pk, purpose=Purpose.AUDIT, detail="found by the privacy officer"
    )
    return person

"""Addresses of assessments, questionnaires and trusted assessors."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.teams.assessments.views import of_person, partners, questionnaires, register, writing

_ALL = "people/<int:pseudonym>/assessments"
_ONE = f"{_ALL}/<int:key>"

urlpatterns: list[URLPattern] = [
    path(_ALL, of_person.assessments, name="assessments"),
    path(f"{_ALL}/new", of_person.choose, name="assessment_choose"),
    path(f"{_ALL}/new/<slug:name>", of_person.start, name="assessment_start"),
    path(_ONE, of_person.assessment, name="assessment"),
    path(f"{_ONE}/section/<int:number>", writing.section, name="assessment_section"),
    path(f"{_ONE}/check", writing.check, name="assessment_check"),
    path(f"{_ONE}/leave", writing.leave, name="assessment_leave"),
    path(f"{_ONE}/print", of_person.printed, name="assessment_print"),
    path(f"{_ONE}/response.json", of_person.response, name="assessment_response"),
    path(f"{_ONE}/accept", partners.accept, name="assessment_accept"),
    path("questionnaires", questionnaires.questionnaires, name="assessment_questionnaires"),
    path("questionnaires/<slug:name>", questionnaires.questionnaire, name="assessment_questionnaire"),
    path(
        "questionnaires/<slug:name>/definition.json", questionnaires.definition, name="assessment_definition"
    ),
    path("questionnaires/<slug:name>/answers", questionnaires.answers, name="assessment_answers"),
    path("trusted-assessors", register.assessors, name="assessment_assessors"),
    path("trusted-assessors/new", register.trust, name="assessment_trust"),
    path("trusted-assessors/<int:key>", register.assessor, name="assessment_assessor"),
]

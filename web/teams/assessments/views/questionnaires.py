"""The questionnaires of the place: what they ask, their versions, and what was answered, without names."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.wording import what_is_answered, when_asked
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.assessments import library, tables
from web.teams.assessments.shelf import FOLDER, shelf
from web.ui.tables import listing


@requires("teams.see_questionnaires")
@require_GET
def questionnaires(request: HttpRequest) -> HttpResponse:
    """List what can be asked; to those who keep it, also which files were refused and why."""
    is_keeper = request.user.has_perm("teams.keep_questionnaires")
    found = listing(request, library.kept(), tables.QUESTIONNAIRES)
    context = {"refused": shelf().refused if is_keeper else (), "is_keeper": is_keeper, "folder": FOLDER}
    template = "teams/assessments/questionnaires.jinja"
    return page_or_file(request, template, context, listing=found, permission="teams.see_questionnaires")


@requires("teams.see_questionnaires")
@require_GET
def questionnaire(request: HttpRequest, name: str) -> HttpResponse:
    """Show what a questionnaire asks, and when."""
    found = _version(request, name)
    context = {
        "questionnaire": found,
        "versions": shelf().versions(name),
        "sections": [
            (section, [(item, when_asked(found, item)) for item in section.walk()])
            for section in found.sections
        ],
        "what_is_answered": what_is_answered,
        "may_see_answers": request.user.has_perm("teams.export_people"),
    }
    return render(request, "teams/assessments/questionnaire.jinja", context)


@requires("teams.see_questionnaires")
@require_GET
def definition(request: HttpRequest, name: str) -> HttpResponse:
    """Give out the definition as it stands in its file."""
    found = _version(request, name)
    head = {"Content-Disposition": f'attachment; filename="{found.name}-{found.version}.json"'}
    params = {"indent": 2, "ensure_ascii": False}
    return JsonResponse(
        dict(found.definition), headers=head, content_type="application/fhir+json", json_dumps_params=params
    )


@requires("teams.export_people")
@require_GET
def answers(request: HttpRequest, name: str) -> HttpResponse:
    """List the finished assessments of the user's teams by one questionnaire, without names."""
    found = _version(request, name)
    table = tables.answers_table(found, library.items_of_all_versions(name, found))
    rows = listing(request, library.answers_seen_by(request.user, name), table)
    context = {"questionnaire": found}
    template = "teams/assessments/answers.jinja"
    return page_or_file(request, template, context, listing=rows, permission="teams.export_people")


def _version(request: HttpRequest, name: str) -> Questionnaire:
    """Return the version asked for by the address, or the newest."""
    versions = shelf().versions(name)
    asked = request.GET.get("version")
    found = [each for each in versions if each.version == asked] if asked else list(versions)
    if not found:
        raise Http404("no such questionnaire")
    return found[0]

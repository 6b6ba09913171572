"""The questionnaires this place can ask, and the ones it has asked."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from lco.place.pack import packs_folder
from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.reading import read_questionnaire
from lco.teams.questionnaires.shelf import DEFINITIONS, Shelf, read_shelf
from web.teams.assessments.models import QuestionnaireVersion
from web.ui import place

# The name of the folder, in a place's pack and in its store, whose JSON files are questionnaires.
FOLDER = "questionnaires"


def folders() -> list[Path]:
    """Return where questionnaires are looked for: those that come with the platform, then the place's own."""
    found = [DEFINITIONS, packs_folder() / place.identifier() / FOLDER]
    return [*found, Path(settings.LCO_STORE) / FOLDER] if settings.LCO_STORE else found


def shelf() -> Shelf:
    """Return every questionnaire that can be asked today; a file put there a moment ago is among them."""
    return read_shelf(folders())


def asked_version(version: QuestionnaireVersion) -> Questionnaire:
    """Return the questionnaire as it was when it was asked, whatever became of its file."""
    return _read(version.pk, version.checksum)


@lru_cache(maxsize=128)
def _read(key: int, _checksum: str) -> Questionnaire:
    # Lists leave the definition where it is: it is fetched once, for a version that is never changed.
    definition = QuestionnaireVersion.objects.values_list("definition", flat=True).get(pk=key)
    return read_questionnaire(json.dumps(definition).encode())

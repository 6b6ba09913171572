"""The way of every form about a case: asked, checked where it matters, kept once, shown beside the new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from web.teams.cases.actions import CaseRefused, ChangedMeanwhile
from web.teams.cases.forms.checked import CheckedForm
from web.teams.cases.history import lines_of
from web.ui.checking import Page, shown_before


def answered(
    request: HttpRequest, form: CheckedForm, *, page: Page, keep: Callable[[], HttpResponse]
) -> HttpResponse:
    """Take the answers of `form`, sent by POST, to `keep`, or show why not.

    `page` shows a form: ``page(form, is_check=..., status=..., **more)``; `keep` saves the answers.
    """
    shown = shown_before(request, form, page)
    if shown is not None:
        return shown
    try:
        return keep()
    except ChangedMeanwhile as refusal:
        return _beside(form, refusal, page)
    except CaseRefused as refusal:
        form.add_error(None, str(refusal))
        return page(form, status=422)


def _beside(form: CheckedForm, refusal: ChangedMeanwhile, page: Page) -> HttpResponse:
    again = form.again(version=refusal.held.version if refusal.held else None)
    again.is_valid()
    more: dict[str, Any] = {"meanwhile": refusal, "news": lines_of(refusal.events)}
    return page(again, is_check=True, status=409, **more)

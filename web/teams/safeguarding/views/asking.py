"""The way of every page and form about one concern: seen by few, asked, checked, kept once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.safeguarding import actions, queries
from web.teams.safeguarding.forms import ConcernForm
from web.teams.safeguarding.models import Concern
from web.ui.checking import Page, shown_before

View = Callable[..., HttpResponse]


def of_concern(permission: str) -> Callable[[View], View]:
    """Let through who sees the person and needs to know the concern of the address, given as ``concern``.

    Everybody else gets page 404, whether the concern is there or not, and the same row in the trail.
    """

    def guard(view: View) -> View:
        @of_person(permission)
        @wraps(view)
        def guarded(request: HttpRequest, seen: Seen, number: int, *args: Any, **kwargs: Any) -> HttpResponse:
            found = queries.concern_of(request.user, seen, number)
            if found is None:
                actions.note_knock(by=request.user, seen=seen, number=number)
                raise Http404("no concern of theirs")
            concern, sight = found
            actions.note_look(by=request.user, seen=seen, concern=concern, sight=sight)
            return view(request, seen, concern, sight, *args, **kwargs)

        return guarded

    return guard


def answered(
    request: HttpRequest, form: ConcernForm, *, page: Page, keep: Callable[[], HttpResponse]
) -> HttpResponse:
    """Take the answers of `form`, sent by POST, to `keep`, or show why not."""
    shown = shown_before(request, form, page)
    if shown is not None:
        return shown
    try:
        return keep()
    except actions.ChangedMeanwhile as refusal:
        again = form.again(version=refusal.held.version)
        again.is_valid()
        return page(again, is_check=True, status=409, meanwhile=refusal)
    except actions.ConcernRefused as refusal:
        form.add_error(None, str(refusal))
        return page(form, status=422)


def page_of(
    request: HttpRequest, seen: Seen, concern: Concern | None, title: str, template: str, **said: Any
) -> Page:
    """Return what shows a form about a concern, and its answers to be checked."""

    def page(form: Any, *, is_check: bool = False, status: int = 200, **more: Any) -> HttpResponse:
        name = "check" if is_check else template
        context = {"concern": concern, "form": form, "title": title, **said, **more}
        return person_page(request, seen, f"teams/safeguarding/{name}.jinja", context, status=status)

    return page


def back(request: HttpRequest, concern: Concern, words: str) -> HttpResponse:
    """Say that it was saved, and show the concern."""
    messages.success(request, words)
    return redirect("teams:safeguarding_concern", pseudonym=concern.person_id, number=concern.pk)

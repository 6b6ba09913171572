"""What was written is saved; where two changed the same words, one page shows both and asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lco.teams.plans.content import ContentRefused, Entry, entries_of, with_section
from lco.teams.plans.merging import Conflict, merge, resolve
from lco.teams.plans.schema import Section, Shape
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.plans import actions, queries
from web.teams.plans.forms.merging import MergeForm, packed, unpacked
from web.teams.plans.models import PlanVersion
from web.teams.plans.reading import item_of, shown
from web.teams.plans.schemas import current_schema
from web.teams.plans.sight import sight_of
from web.teams.plans.views.opened import withheld
from web.ui.words import phrase


@dataclass(frozen=True)
class Side:
    """An entry as one of the three knew it, as label and words; nothing when it was not there."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Question:
    """One contradiction: its three sides, the choice, and fields for a wording of both."""

    title: str
    sides: tuple[Side, ...]
    choice: Any
    both: list[Any]


def saved(
    request: HttpRequest, seen: Seen, section: Section, entries: tuple[Entry, ...], form: Any
) -> HttpResponse:
    """Save a section and go back to the plan; 409 with both wordings where two contradict."""
    cleaned = form.cleaned_data
    try:
        made = actions.save_section(
            by=request.user,
            person=seen.pseudonym,
            section=section.id,
            entries=entries,
            base=cleaned.get("version") or 0,
            key=cleaned["key"],
        )
    except actions.BothChanged as both:
        return _both_changed(request, seen, section, both, key=cleaned["key"])
    except actions.PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _said(seen, section, made))
    return redirect(reverse("teams:plan", args=[seen.pseudonym]) + f"#{section.id}")


def settled(request: HttpRequest, seen: Seen, section: Section) -> HttpResponse:
    """Save what was chosen on the page that showed both wordings."""
    try:
        first, version = int(request.POST.get("first", "")), int(request.POST.get("version", ""))
        yours = unpacked(section.id, request.POST.get("yours", ""))
    except (ValueError, ContentRefused):
        messages.error(request, "The form was damaged on its way: open the section and write it again.")
        return redirect("teams:plan", pseudonym=seen.pseudonym)
    was, theirs = (queries.content_of(seen.pseudonym, number) for number in (first, version))
    if not sight_of(request.user, seen, section, was, theirs).is_shown:
        return withheld(request, seen, section)
    merged = merge(was, theirs, with_section(was, section.id, yours))
    form = MergeForm(request.POST, section=section, merged=merged)
    if not form.is_valid():
        return _merge_page(request, seen, section, form, version=version, status=422)
    entries = entries_of(resolve(merged, form.decided()), section.id)
    return saved(request, seen, section, entries, form)


def _both_changed(
    request: HttpRequest, seen: Seen, section: Section, both: actions.BothChanged, *, key: Any
) -> HttpResponse:
    start = {
        "key": key,
        "version": both.latest.number,
        "first": both.first,
        "yours": packed(section.id, both.yours),
    }
    form = MergeForm(initial=start, section=section, merged=both.merged)
    return _merge_page(request, seen, section, form, version=both.latest.number, status=409)


def _merge_page(
    request: HttpRequest, seen: Seen, section: Section, form: MergeForm, *, version: int, status: int
) -> HttpResponse:
    theirs = queries.version(seen.pseudonym, version)
    who = theirs.by.name if theirs and theirs.by else "Somebody"
    context = {
        "section": section,
        "form": form,
        "theirs": theirs,
        "who": who,
        "questions": [_question(section, form, each, who) for each in form.merged.conflicts],
    }
    return person_page(request, seen, "teams/plans/merge.jinja", context, status=status)


def _question(section: Section, form: MergeForm, conflict: Conflict, who: str) -> Question:
    named = conflict.theirs or conflict.yours or conflict.was
    is_words = section.shape == Shape.WORDS
    field = section.field(conflict.id) if is_words else None
    title = field.title if field else (item_of(section, named).title if named else conflict.id)
    sides = (
        Side("What was there", _rows(section, conflict.was)),
        Side(f"What {who} wrote", _rows(section, conflict.theirs)),
        Side("What you wrote", _rows(section, conflict.yours)),
    )
    return Question(title, sides, form.choice_of(conflict), form.combined_of(conflict))


def _rows(section: Section, each: Entry | None) -> tuple[tuple[str, str], ...]:
    if each is None:
        return ()
    if section.shape == Shape.WORDS:
        return (("", shown(section.field(each.id), each.text)),)
    item = item_of(section, each)
    return ((section.naming.title, item.title), *item.rows)


def _said(seen: Seen, section: Section, made: PlanVersion) -> str:
    """Say what was saved, and what somebody else saved meanwhile that stands beside it."""
    said = f"'{section.title}' was saved as version {made.number}."
    if not made.is_merged:
        return said
    between = queries.versions_between(seen.pseudonym, made.base, made.number)
    who = phrase(sorted({each.by.name for each in between if each.by}))
    titles = phrase(_titles({id for each in between for id in each.sections}))
    return f"{said} While you wrote, {who} changed {titles}: both are kept, nothing was overwritten."


def _titles(ids: set[str]) -> list[str]:
    titles = [f"'{section.title}'" for section in current_schema().sections if section.id in ids]
    return titles or ["who sees a section"]

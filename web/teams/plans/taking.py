"""Strengths and needs found in assessments, to be taken into the plan: the person tells the story once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lco.teams.plans.content import Content, entries_of
from web.teams.access.people import Seen
from web.teams.assessments.queries import latest_assessments
from web.teams.plans.forms.taking import TakeForm

STRENGTHS = "strengths"


@dataclass(frozen=True)
class Offer:
    """One strength or need as an assessment says it, and the form that takes it into the plan."""

    kind: str
    words: str
    source: str
    found_on: date
    form: Any


def offers(user: Any, seen: Seen, content: Content, *, number: int) -> list[Offer]:
    """Return what the latest assessments found that the plan does not say yet, for who may read them."""
    if not user.has_perm("teams.see_assessments"):
        return []
    written = {each.fields.get("words", "").strip() for each in entries_of(content, STRENGTHS)}
    found = (
        (kind, words, each)
        for each in latest_assessments(seen.pseudonym, user=user, seen=seen)
        for kind, all_words in (("strength", each.strengths), ("need", each.needs))
        for words in all_words
    )
    return [
        Offer(
            kind=kind,
            words=words,
            source=each.title,
            found_on=each.finished_on,
            form=TakeForm.opened(version=number, initial={"kind": kind, "words": words}),
        )
        for kind, words, each in found
        if words.strip() and words.strip() not in written
    ]

"""One page of a questionnaire as the template shows it: groups, words and fields, shown or hidden."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from lco.teams.questionnaires.answering import in_words
from lco.teams.questionnaires.asking import asked, holds
from lco.teams.questionnaires.entering import key_of
from lco.teams.questionnaires.items import Condition, Item, Kind, Operator
from lco.teams.questionnaires.values import Answers, Value
from web.teams.assessments.forms import SectionForm


@dataclass(frozen=True)
class Node:
    """One item on the page. `when` is what opens it, for the script; empty when nothing does.

    `is_closed` says that its own conditions do not hold; what a group hides is hidden with the group."""

    kind: str
    name: str
    title: str
    is_shown: bool
    is_closed: bool
    when: str
    needs: str
    field: BoundField | None
    other: BoundField | None
    fixed: str
    nodes: tuple[Node, ...]


def nodes(form: SectionForm) -> tuple[Node, ...]:
    """Return the items of the form's section as a tree."""
    now = asked(form.questionnaire, form.merged)
    return tuple(_node(form, item, now, above=None) for item in form.section.items)


def shown_names(form: SectionForm) -> str:
    """Return the names of the fields that are shown, for the field that remembers them."""
    now = asked(form.questionnaire, form.merged)
    return " ".join(form.names[item.link_id] for item in form.questions if item.link_id in now)


def _node(form: SectionForm, item: Item, now: frozenset[str], above: Item | None) -> Node:
    name = form.names[item.link_id]
    has_field = name in form.fields
    other = f"{name}-other"
    fixed = ", ".join(in_words(item, value) for value in form.merged.get(item.link_id, ()))
    return Node(
        kind=item.kind.value if has_field or not item.kind.is_question else "fixed",
        name=name,
        title=item.title,
        is_shown=item.link_id in now,
        is_closed=bool(item.conditions) and item.link_id not in now,
        when=_when(form, item, form.merged),
        needs=form.names[above.link_id] if above and above.kind is not Kind.GROUP else "",
        field=form[name] if has_field else None,
        other=form[other] if other in form.fields else None,
        fixed=fixed,
        nodes=tuple(_node(form, child, now, item) for child in item.items),
    )


def _when(form: SectionForm, item: Item, answers: Answers) -> str:
    if not item.conditions:
        return ""
    told = [_told(form, condition, answers) for condition in item.conditions]
    return json.dumps({"all": item.needs_all, "of": told})


def _told(form: SectionForm, condition: Condition, answers: Answers) -> Mapping[str, Any]:
    """Return a condition for the script; one on another page is answered here."""
    question = form.questionnaire.index[condition.question]
    if condition.question not in form.link_ids:
        now = asked(form.questionnaire, answers)
        values = answers.get(condition.question, ()) if condition.question in now else ()
        return {"holds": holds(condition, values)}
    if condition.operator is Operator.EXISTS:
        wanted = "yes" if condition.answer else "no"
    else:
        wanted = _typed(question, condition.answer)
    return {"field": form.names[condition.question], "sign": condition.operator.value, "answer": wanted}


def _typed(question: Item, value: Value) -> str:
    """Return a value as its field sends it."""
    if question.kind is Kind.BOOLEAN:
        return "yes" if value else "no"
    if question.kind.has_options:
        return key_of(question, value)
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)

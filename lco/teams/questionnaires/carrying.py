"""Takes answers from an earlier assessment, so that nobody has to tell the same story twice."""

from __future__ import annotations

from lco.teams.questionnaires.answering import wrong
from lco.teams.questionnaires.asking import counting
from lco.teams.questionnaires.items import Item, Questionnaire
from lco.teams.questionnaires.values import Answers, Value


def carried(earlier: Questionnaire, answers: Answers, later: Questionnaire) -> dict[str, tuple[Value, ...]]:
    """Return the answers of `earlier` that are answers in `later` too.

    Within one questionnaire, whatever the version, a question is the same when its linkId and kind are;
    between two, when they carry the same code. What `later` would not take is left out.
    """
    given = counting(earlier, answers)
    found: dict[str, tuple[Value, ...]] = {}
    for item in later.questions:
        source = _source(earlier, later, item, given)
        if source is not None and not item.is_read_only and _fits(item, given[source]):
            found[item.link_id] = given[source]
    return found


def started(questionnaire: Questionnaire) -> dict[str, tuple[Value, ...]]:
    """Return the answers that the questionnaire sets beforehand."""
    return {item.link_id: item.initial for item in questionnaire.questions if item.initial}


def _source(earlier: Questionnaire, later: Questionnaire, item: Item, given: Answers) -> str | None:
    if earlier.url == later.url:
        same = earlier.index.get(item.link_id)
        return item.link_id if item.link_id in given and same and same.kind is item.kind else None
    return next(
        (
            link_id
            for link_id in given
            if earlier.index[link_id].codes & item.codes and earlier.index[link_id].kind is item.kind
        ),
        None,
    )


def _fits(item: Item, values: tuple[Value, ...]) -> bool:
    return (item.is_repeating or len(values) == 1) and not any(wrong(item, value) for value in values)

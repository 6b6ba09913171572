"""The decision table, worked examples and the course of a concern as a page of the reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lco.teams.safeguarding.course import STAGES, Stage, after, endings
from lco.teams.safeguarding.deciders import deciders_in_words
from lco.teams.safeguarding.deciding import TITLES, Answer, Outcome, decide
from lco.teams.safeguarding.rules import rules

_YES, _NO, _OPEN, _ANY = "yes", "no", "not known", "any"
_SAID = {True: _YES, False: _NO, None: _OPEN}


@dataclass(frozen=True)
class Row:
    """One row of the table: what is said of each leg (``any`` for whatever), and what follows."""

    said: tuple[str, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Example:
    """A made-up worked example: the age, and the answer with its reason to each leg in order."""

    title: str
    age: int | None
    answers: tuple[Answer, ...]

    @property
    def by_leg(self) -> Mapping[str, Answer]:
        """Return the answers by the id of their leg."""
        return {leg.id: answer for leg, answer in zip(rules().legs, self.answers, strict=True)}


EXAMPLES: tuple[Example, ...] = (
    Example(
        "A nephew who keeps the pension",
        83,
        (
            Answer(True, "Needs help with washing, dressing and shopping since a stroke"),
            Answer(True, "The nephew keeps the bank card; the fridge is empty and bills are unpaid"),
            Answer(True, "Cannot leave the flat to go to the bank, nor use the telephone"),
        ),
    ),
    Example(
        "A man who can deal with it himself",
        46,
        (
            Answer(True, "Has carers in the morning for multiple sclerosis"),
            Answer(True, "A neighbour borrowed money and does not give it back"),
            Answer(False, "Has told the police himself and changed the lock; wants no more than that"),
        ),
    ),
    Example(
        "Bruises nobody has asked about",
        77,
        (
            Answer(True, "Lives with dementia and is cared for at home"),
            Answer(None, "Bruises on both arms: ask the practice about falls, and see her alone"),
            Answer(True, "Does not remember from one hour to the next"),
        ),
    ),
    Example(
        "One leg fails, another is not known",
        59,
        (
            Answer(False, "No illness and no impairment; works full time"),
            Answer(None, "A friend is worried about the new partner"),
            Answer(None, "Not asked yet"),
        ),
    ),
    Example(
        "Somebody of seventeen",
        17,
        (
            Answer(True, "Has a learning disability"),
            Answer(True, "Is hit at home"),
            Answer(True, "Depends on those who hit"),
        ),
    ),
)


def table() -> tuple[Row, ...]:
    """Return the decision table for an adult; every combination of answers fits exactly one outcome."""
    count = len(rules().legs)
    fails = tuple(_row({place: _NO}, count, Outcome.NO_DUTY) for place in range(count))
    opens = tuple(
        _row({place: _OPEN}, count, Outcome.NOT_KNOWN, _YES + " or " + _OPEN) for place in range(count)
    )
    return (Row((_YES,) * count, Outcome.DUTY), *fails, *opens)


def safeguarding_page() -> str:
    """Return the page in Markdown."""
    return "\n".join([*_legs(), *_rows(), *_examples(), *_course()])


def _row(said: Mapping[int, str], count: int, outcome: Outcome, others: str = _ANY) -> Row:
    return Row(tuple(said.get(place, others) for place in range(count)), outcome)


def _legs() -> Iterator[str]:
    by = rules()
    yield "# When the duty to enquire applies: the decision table\n"
    yield f"{by.source}. [M]: written from memory of the law; confirm it before use.\n"
    yield f"The section is about people of {by.least_age} or more. Of somebody younger: {by.below_age}.\n"
    yield "| leg | asked | to bear in mind |\n|---|---|---|"
    yield from (f"| {leg.title} | {leg.asks} | {leg.hint} |" for leg in by.legs)
    who = deciders_in_words()
    yield f"\nWho decides, within {by.days_to_decide} days: {who}. [D]: our own choice, set by the place.\n"


def _rows() -> Iterator[str]:
    yield "## The table\n\nUnknown is not no: a leg that is not known keeps the decision open.\n"
    yield f"| {' | '.join(leg.id for leg in rules().legs)} | what follows | the concern is then |"
    yield "|---" * (len(rules().legs) + 2) + "|"
    for row in table():
        then = STAGES[after(row.outcome)].title
        yield f"| {' | '.join(row.said)} | {TITLES[row.outcome]} | {then} |"
    yield ""


def _examples() -> Iterator[str]:
    yield "## Worked examples\n\nMade up; what follows is worked out by the code.\n"
    for example in EXAMPLES:
        decision = decide(example.by_leg, age=example.age)
        yield f"### {example.title}\n\nAge: {example.age}.\n\n| leg | met | reason |\n|---|---|---|"
        yield from (f"| {leg.title} | {_SAID[leg.is_met]} | {leg.why} |" for leg in decision.legs)
        yield f"\n{decision.in_words}\n"


def _course() -> Iterator[str]:
    yield "## How a concern goes on\n\n| stage | next | by | may be closed with |\n|---|---|---|---|"
    for stage in Stage:
        rule = STAGES[stage]
        ends = "; ".join(each.words for each in endings(stage)) or "not yet closed"
        yield f"| {rule.title} | {rule.next} | {rule.by} | {ends if stage is not Stage.CLOSED else ''} |"
    yield ""

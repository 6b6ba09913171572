"""The table of case management, drawn: a diagram as SVG and tables as Markdown, for the docs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from lco.teams.hospital_flags import flag_table
from lco.teams.reasons import REASONS
from lco.teams.standard import Topic
from lco.teams.standards import STANDARDS, standards
from lco.teams.workflow import CLOSED, OPEN, STATES, TRANSITIONS, Act, DoneIn, State, Transition

BEGINS, ENDS = "<!-- made from the code: begins -->", "<!-- made from the code: ends -->"

# Sizes in pixels. Open states stand below each other in the order of the table; endings stand to the right.
_LEFT, _TOP, _WIDE, _HIGH, _STEP = 520, 30, 190, 38, 76
_ENDING_LEFT = 940
_TOTAL = 1160
_INK, _PAPER, _EDGE = "#12343a", "#e8f1f2", "#1d4e56"
_DONE = {
    DoneIn.CASE: "the page of the case",
    DoneIn.ASSESSMENT: "the assessment",
    DoneIn.MEETING: "the meeting",
    DoneIn.PLAN: "the plan",
    DoneIn.HAND_OVER: "the hand-over",
    DoneIn.CLOCK: "by itself, by date",
}


def tables() -> str:
    """Return the states, the acts, the reasons, the standards and the hospital flags as Markdown tables."""
    parts = (_states(), _acts(), _reasons(), _standards(), flag_table())
    return "\n\n".join("\n".join(part) for part in parts)


def written(page: str) -> str:
    """Return `page` with what stands between its two marks made anew."""
    before, _, rest = page.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n\n{tables()}\n\n{ENDS}{after}"


def diagram() -> str:
    """Return the way through the states as an SVG image, readable without colour."""
    order = [rule.state for rule in STATES.values() if rule.state in OPEN]
    high = _TOP * 2 + _STEP * (len(order) - 1) + _HIGH
    # Words last, so that no line crosses them.
    arrows = sorted(_arrows(order), key=lambda drawn: drawn.startswith("<text"))
    return "\n".join([*_head(high), *_boxes(order), *arrows, "</svg>"]) + "\n"


def _states() -> Iterator[str]:
    known = standards()
    yield "| state | who acts | at most | what comes next |\n|---|---|---|---|"
    for rule in STATES.values():
        days = known.days_in(rule.state)
        clock = f"{days} days" if days else ("the day of the review" if rule.is_open else "")
        coming = TRANSITIONS[rule.next_act].title if rule.next_act else ""
        yield f"| {rule.title} | {rule.owner.words if rule.is_open else ''} | {clock} | {coming} |"


def _acts() -> Iterator[str]:
    yield "| act | from | to | asks why | where it is done |\n|---|---|---|---|---|"
    for each in TRANSITIONS.values():
        asks = "yes" if each.needs_reason else ""
        lead = ", by the lead of the team" if each.is_for_lead else ""
        yield f"| {each.title} | {_origins(each)} | {_target(each)} | {asks} | {_DONE[each.done_in]}{lead} |"


def _origins(each: Transition) -> str:
    if each.origins == OPEN:
        return "every open state"
    if each.origins == CLOSED:
        return "every ending"
    named = [rule.title for rule in STATES.values() if rule.state in each.origins]
    started = [rule.title for rule in STATES.values() if rule.state in each.once_started]
    return ", ".join(f"{name} (once a plan has started)" if name in started else name for name in named)


def _target(each: Transition) -> str:
    if each.goes_back:
        return "the state before"
    return STATES[each.to].title if each.to else "the same state"


def _reasons() -> Iterator[str]:
    yield "| act | reasons to choose from |\n|---|---|"
    for act, reasons in REASONS.items():
        yield f"| {TRANSITIONS[act].title} | {'; '.join(each.words for each in reasons)} |"


def _standards() -> Iterator[str]:
    yield "| standard | value | where it comes from |\n|---|---|---|"
    for each in STANDARDS.values():
        if each.topic is Topic.CASES:
            yield f"| {each.title} | {each.unit.counted(each.value)} | {each.note} |"


def _head(high: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_TOTAL} {high}" role="img" '
        'aria-labelledby="t d" font-family="Arial, sans-serif" font-size="14">'
    )
    yield '<title id="t">The way through case management</title>'
    yield f'<desc id="d">{escape(_told())}</desc>'
    yield (
        '<defs><marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0 0L10 5L0 10z" fill="{_EDGE}"/></marker></defs>'
    )
    yield f'<rect width="{_TOTAL}" height="{high}" fill="#ffffff"/>'


def _told() -> str:
    return "; ".join(
        f"{each.title}: from {_origins(each)} to {_target(each)}" for each in TRANSITIONS.values()
    )


def _boxes(order: Sequence[State]) -> Iterator[str]:
    for state in order:
        yield _box(_LEFT, _y(order, state), STATES[state].title, dash="")
    for state, y in _endings(order).items():
        yield _box(_ENDING_LEFT, y, STATES[state].title, dash=' stroke-dasharray="6 4"')


def _box(x: int, y: int, title: str, *, dash: str) -> str:
    middle = f'x="{x + _WIDE // 2}" y="{y + _HIGH // 2 + 5}"'
    return (
        f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="8" fill="{_PAPER}" stroke="{_EDGE}" '
        f'stroke-width="2"{dash}/><text {middle} text-anchor="middle" fill="{_INK}" font-weight="bold">'
        f"{escape(title)}</text>"
    )


def _y(order: Sequence[State], state: State) -> int:
    return _TOP + _STEP * order.index(state)


def _endings(order: Sequence[State]) -> dict[State, int]:
    """Return each ending with its height: beside the first state that leads there, else in the middle."""
    found, free = {}, _TOP + _STEP * 4
    for state in (rule.state for rule in STATES.values() if rule.state in CLOSED):
        origins = [
            o
            for o in order
            for t in TRANSITIONS.values()
            if t.to is state and o in t.origins and t.origins != OPEN
        ]
        if origins:
            found[state] = _y(order, origins[-1])
        else:
            found[state], free = free, free + _STEP
    return found


def _arrows(order: Sequence[State]) -> Iterator[str]:
    neighbours = set(pairwise(order))
    nested: list[tuple[int, int]] = []
    for (origin, target), titles in sorted(_pairs().items(), key=lambda pair: _span(order, *pair[0])):
        label = " / ".join(titles)
        if target in CLOSED:
            yield from _to_ending(_y(order, origin), _endings(order)[target], label)
        elif (origin, target) in neighbours:
            yield from _down(_y(order, origin), label)
        else:
            begin, end = _y(order, origin), _y(order, target)
            nested.append((min(begin, end), max(begin, end)))
            yield from _round(begin, end, _depth(nested), label)
    yield from _from_everywhere(order)


def _span(order: Sequence[State], origin: State, target: State) -> tuple[int, int]:
    place = order.index(target) if target in order else order.index(origin)
    return (abs(order.index(origin) - place), order.index(origin))


def _pairs() -> dict[tuple[State, State], list[str]]:
    """Return origin and target of every act that has both, with the titles of the acts between them."""
    pairs: dict[tuple[State, State], list[str]] = defaultdict(list)
    for each in TRANSITIONS.values():
        if each.to is None or each.origins == OPEN:
            continue
        for origin in each.origins:
            if origin is not each.to:
                pairs[origin, each.to].append(each.title)
    return pairs


def _depth(nested: Sequence[tuple[int, int]]) -> int:
    """Return how far to the left the newest arc bows: past every arc it lies across."""
    low, high = nested[-1]
    return sum(1 for other_low, other_high in nested[:-1] if other_low < high and low < other_high)


def _down(y: int, label: str) -> Iterator[str]:
    x = _LEFT + _WIDE // 2
    yield _line(f"M{x} {y + _HIGH}V{y + _STEP - 2}")
    yield _text(x + 10, y + _HIGH + (_STEP - _HIGH) // 2 + 5, label)


def _to_ending(y: int, target: int, label: str) -> Iterator[str]:
    begin, end = y + _HIGH // 2, target + _HIGH // 2
    yield _line(f"M{_LEFT + _WIDE} {begin}L{_ENDING_LEFT - 2} {end}")
    if begin == end:
        yield _text((_LEFT + _WIDE + _ENDING_LEFT) // 2, begin - 8, label, anchor="middle")


def _round(begin: int, end: int, depth: int, label: str) -> Iterator[str]:
    x = _LEFT - 80 - 75 * depth
    first, last = begin + _HIGH // 2 + 6, end + _HIGH // 2 - 6
    yield _line(f"M{_LEFT} {first}C{x} {first} {x} {last} {_LEFT - 2} {last}")
    # The bow reaches three quarters of the way to the points that bend it.
    furthest = _LEFT + (x - _LEFT) * 3 // 4
    # Two bows of one height: their words stand below each other.
    yield _text(furthest, (first + last) // 2 + 5 - 20 * (depth % 2), label, anchor="middle")


def _from_everywhere(order: Sequence[State]) -> Iterator[str]:
    heights = _endings(order)
    anywhere = [each for each in TRANSITIONS.values() if each.origins == OPEN and each.to in CLOSED]
    for each in anywhere:
        y = heights[each.to] + _HIGH if each.to else 0
        yield _text(_ENDING_LEFT + _WIDE // 2, y + 16, f"{each.title}: at any time", anchor="middle")


def _line(path: str) -> str:
    return f'<path d="{path}" stroke="{_EDGE}" stroke-width="2" fill="none" marker-end="url(#a)"/>'


def _text(x: int, y: int, words: str, *, anchor: str = "start") -> str:
    halo = 'stroke="#ffffff" stroke-width="5" paint-order="stroke"'
    place = f'x="{x}" y="{y}" text-anchor="{anchor}"'
    return f'<text {place} fill="{_INK}" font-size="12" {halo}>{escape(words)}</text>'


def shown_acts() -> frozenset[Act]:
    """Return the acts the diagram names; those that keep a state or go back stand in the table alone."""
    return frozenset(each.act for each in TRANSITIONS.values() if each.to is not None)

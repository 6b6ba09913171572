"""Parity of mental and physical health in what teams agree with people: which kinds of goals plans hold.

Counts are of people with an agreed plan, by priority cohort; a person in two cohorts counts in both, so
cohorts do not add up to everybody. Small counts are withheld by `lco.disclosure`, and so is what would give
one away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lco.disclosure import SMALLEST_SHOWN, Sum, withheld

KINDS: tuple[str, ...] = ("mental", "physical", "social")
EVERYBODY = "everybody"
_REST = " rest"
SMALL_MARGIN = 0.1
"""A difference below a tenth is called even in the sentence. Our choice."""


@dataclass(frozen=True)
class Planned:
    """A person with an agreed plan: the kinds of its goals and the cohorts the person is in."""

    kinds: frozenset[str]
    cohorts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Cell:
    """A count of people, withheld where `is_suppressed`: then `people` and `share` are None, never 0."""

    people: int | None
    share: float | None
    is_suppressed: bool = False


@dataclass(frozen=True)
class Line:
    """One cohort: people with an agreed plan, those with goals of each kind, with goals of all three."""

    cohort: str
    title: str
    plans: Cell
    with_kind: Mapping[str, Cell]
    with_all: Cell


@dataclass(frozen=True)
class Parity:
    """The report: a line for everybody and one for each cohort."""

    everybody: Line
    cohorts: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everybody first, then the cohorts."""
        return (self.everybody, *self.cohorts)


def parity(
    plans: Iterable[Planned], cohorts: Sequence[tuple[str, str]], *, smallest: int = SMALLEST_SHOWN
) -> Parity:
    """Count the kinds of goals in agreed plans.

    Args:
        plans: one for each person with an agreed plan.
        cohorts: id and title of the cohorts shown, in order.
        smallest: smallest count shown.
    """
    known = list(plans)
    counts: dict[str, int] = {}
    sums: list[Sum] = []
    _add(EVERYBODY, _counted(known), counts, sums)
    for key, _ in cohorts:
        # Who is in no such cohort is not shown, but could be found by subtraction: its cells are guarded too.
        for name, is_inside in ((key, True), (f"{key}{_REST}", False)):
            _add(name, _counted([each for each in known if (key in each.cohorts) is is_inside]), counts, sums)
        sums += [
            Sum(f"{EVERYBODY}/{cell}", (f"{key}/{cell}", f"{key}{_REST}/{cell}")) for cell in _counted([])
        ]
    groups = [(EVERYBODY, "Everybody with an agreed plan"), *cohorts]
    hidden = withheld(counts, sums, smallest=smallest)
    lines = [_line(key, title, counts, hidden) for key, title in groups]
    return Parity(lines[0], tuple(lines[1:]))


def sentence(report: Parity) -> str:
    """Say in one sentence how far plans hold mental goals beside physical ones."""
    mental, physical = (report.everybody.with_kind[kind] for kind in ("mental", "physical"))
    if report.everybody.plans.people == 0:
        return "No plan has been agreed yet."
    if mental.share is None or physical.share is None:
        return "Too few plans were agreed to say anything of mental and physical goals."
    beside = f"{mental.share:.0%} of agreed plans hold a mental goal, {physical.share:.0%} a physical one"
    if abs(mental.share - physical.share) < SMALL_MARGIN:
        return f"{beside}: about even."
    few = "mental" if mental.share < physical.share else "physical"
    return f"{beside}: {few} goals are fewer."


def _counted(people: Sequence[Planned]) -> dict[str, int]:
    """Count one group; the people without a kind are counted too, for they could be found by subtraction."""
    found = {"plans": len(people)}
    for kind in (*KINDS, "all"):
        wanted = set(KINDS) if kind == "all" else {kind}
        found[kind] = sum(wanted <= each.kinds for each in people)
        found[f"no_{kind}"] = len(people) - found[kind]
    return found


def _add(key: str, group: Mapping[str, int], counts: dict[str, int], sums: list[Sum]) -> None:
    counts.update({f"{key}/{name}": many for name, many in group.items()})
    sums += [Sum(f"{key}/plans", (f"{key}/{kind}", f"{key}/no_{kind}")) for kind in (*KINDS, "all")]


def _line(key: str, title: str, counts: Mapping[str, int], hidden: frozenset[str]) -> Line:
    plans = _cell(f"{key}/plans", counts, hidden, of=None)
    of = plans.people
    return Line(
        cohort=key,
        title=title,
        plans=plans,
        with_kind={kind: _cell(f"{key}/{kind}", counts, hidden, of=of) for kind in KINDS},
        with_all=_cell(f"{key}/all", counts, hidden, of=of),
    )


def _cell(name: str, counts: Mapping[str, int], hidden: frozenset[str], *, of: int | None) -> Cell:
    if name in hidden:
        return Cell(None, None, is_suppressed=True)
    people = counts[name]
    return Cell(people, people / of if of else None)

"""The groups a model is looked at in, and what of each may be shown.

A group with few people or few events is withheld whole, and so is another one where subtraction would give
it away; within a group that is shown, a measure is left out whose numerator or denominator is small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from lco.disclosure import Sum, withheld
from lco.population.risk.measures import SHARES, measured
from lco.population.risk.report import Group
from lco.population.tables import NOT_PLACED
from lco.records.tables import Ethnicity, Sex

Array = np.ndarray
NOT_KNOWN = "not_known"
_TOTAL = "total"
AGE_BANDS = (
    (0, "0 to 17"),
    (18, "18 to 44"),
    (45, "45 to 64"),
    (65, "65 to 74"),
    (75, "75 to 84"),
    (85, "85 and over"),
)
_FIFTHS = ("1 (most deprived)", "2", "3", "4", "5 (least deprived)")


@dataclass(frozen=True)
class Grouping:
    """A way to part people into groups.

    Attributes:
        by: a key of `GROUPINGS`.
        labels: id of each group to its name, in the order they are shown.
        places: for each person the place of their group in that order.
    """

    by: str
    labels: Mapping[str, str]
    places: Array


def groupings_of(
    columns: Mapping[str, Array],
    *,
    neighbourhoods: Sequence[str | None] | None = None,
    names: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Grouping, ...]:
    """Return every grouping the data have.

    Args:
        columns: features, among them deprivation, ethnicity, sex and age where known.
        neighbourhoods: each person's neighbourhood, None where not placed.
        names: area to its name.
    """
    found: list[Grouping] = []
    if neighbourhoods is not None:
        found.append(_neighbourhoods(neighbourhoods, names))
    if "deprivation" in columns:
        fifths = np.nan_to_num(columns["deprivation"].astype(float), nan=6).astype(int) - 1
        labels = {str(at + 1): label for at, label in enumerate(_FIFTHS)} | {NOT_KNOWN: "Not known"}
        found.append(Grouping("deprivation", labels, fifths))
    if "ethnicity" in columns:
        found.append(_of_codes("ethnicity", {each.value: each.name for each in Ethnicity}, columns))
    if "sex" in columns:
        found.append(_of_codes("sex", {each.value: each.name for each in Sex}, columns))
    if "age" in columns:
        lowest = [band for band, _ in AGE_BANDS]
        labels = {label.replace(" ", "_"): label for _, label in AGE_BANDS}
        found.append(Grouping("age", labels, np.searchsorted(lowest, columns["age"], side="right") - 1))
    return tuple(found)


def _neighbourhoods(given: Sequence[str | None], names: Mapping[str, str]) -> Grouping:
    ids, places = np.unique(np.array([each or NOT_PLACED for each in given]), return_inverse=True)
    labels = {str(each): names.get(str(each), "Not placed") for each in ids}
    return Grouping("neighbourhood", labels, places)


def _of_codes(by: str, codes: Mapping[int, str], columns: Mapping[str, Array]) -> Grouping:
    """Group by a short list of codes, what is not known last."""
    ordered = sorted(codes, key=lambda code: (codes[code] == "NOT_KNOWN", code))
    place = {code: at for at, code in enumerate(ordered)}
    last = len(ordered) - 1
    values, inverse = np.unique(columns[by].astype(int), return_inverse=True)
    places = np.array([place.get(int(value), last) for value in values])[inverse]
    labels = {codes[code].lower(): codes[code].capitalize().replace("_", " ") for code in ordered}
    return Grouping(by, labels, places)


def groups_in(
    grouping: Grouping, risks: Array, events: Array, flags: Mapping[str, Array], *, smallest: int
) -> Iterator[Group]:
    """Yield each group that has people, with its measures or withheld.

    Args:
        grouping: the groups.
        risks, events: of everybody.
        flags: of everybody, by share.
        smallest: smallest count that is shown.
    """
    counts = len(grouping.labels)
    people = np.bincount(grouping.places, minlength=counts)
    had = np.bincount(grouping.places[events], minlength=counts)
    is_hidden = _hidden_groups((people, had, people - had), smallest)
    left_out = _left_out(grouping, events, flags, smallest)
    for at, (name, label) in enumerate(grouping.labels.items()):
        if people[at] == 0:
            continue
        if is_hidden[at]:
            yield Group(grouping.by, name, label, None, None)
            continue
        mine = grouping.places == at
        found = measured(risks[mine], events[mine], {share: flag[mine] for share, flag in flags.items()})
        kept = {measure: each for measure, each in found.items() if measure not in left_out[at]}
        yield Group(grouping.by, name, label, int(people[at]), int(had[at]), kept)


def _hidden_groups(cells: tuple[Array, Array, Array], smallest: int) -> Array:
    """Say of each group whether it is withheld: for one of its cells, or to shield another group.

    Totals are shown, so withheld groups must be at least two, and together no small number in any cell.
    """
    people = cells[0]
    is_hidden: Array = np.any([(cell > 0) & (cell < smallest) for cell in cells], axis=0)
    while is_hidden.any():
        together = [cell[is_hidden].sum() for cell in cells]
        is_safe = is_hidden.sum() > 1 and not any(0 < each < smallest for each in together)
        shown = np.flatnonzero(~is_hidden & (people > 0))
        if is_safe or not len(shown):
            break
        is_hidden[shown[np.argmin(people[shown])]] = True
    return is_hidden


def _hidden(counts: Array, smallest: int) -> Array:
    """Say of each count whether it must be withheld, alone or lest another follows from the total."""
    cells = {str(at): int(count) for at, count in enumerate(counts)}
    total = Sum(_TOTAL, tuple(cells))
    hidden = withheld({**cells, _TOTAL: sum(cells.values())}, [total], smallest=smallest)
    return np.array([name in hidden for name in cells])


def _left_out(grouping: Grouping, events: Array, flags: Mapping[str, Array], smallest: int) -> list[set[str]]:
    """Return for each group the measures that would show a small count of the flagged."""
    left_out: list[set[str]] = [set() for _ in grouping.labels]
    counts = len(left_out)
    for share in SHARES:
        flag = flags[share]
        flagged = np.rint(np.bincount(grouping.places, weights=flag, minlength=counts))
        found = np.rint(np.bincount(grouping.places, weights=flag * events, minlength=counts))
        few, few_found = (
            _hidden(flagged, smallest),
            _hidden(found, smallest) | _hidden(flagged - found, smallest),
        )
        for at, left in enumerate(left_out):
            if few[at] or few_found[at]:
                left |= {f"ppv_{share}", f"sensitivity_{share}"}
            if few[at]:
                left |= {f"flag_rate_{share}", f"need_adjusted_flag_rate_{share}"}
    return left_out

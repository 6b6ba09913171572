"""Weights of groups: points a score gives for each group of a code list, read from data.

The files stand in ``codelists/weights/``, named like their code list or by their own name: a header like
that of a code list, then ``group``, a column of whole numbers for each edition, and ``yields_to`` where the
milder form of a disease does not count beside the severer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import ibis
from ibis.expr.types import BooleanValue, IntegerValue

from lco.engine import bit_count
from lco.population.codelist import CodeList, held
from lco.population.codelist_file import CodeListRefused, headed, table_rows

_FOLDER = Path(__file__).parent / "codelists" / "weights"
_NOT_WEIGHTS = ("group", "yields_to")


@dataclass(frozen=True)
class Weights:
    """Whole-number weights of the groups of a list.

    Attributes:
        name: name of the file.
        source: publication they were taken from.
        version: the version the file names.
        sha256: of the file.
        editions: edition to the weight of each group.
        yields_to: group to the severer one beside which it does not count.
    """

    name: str
    source: str
    version: str
    sha256: str
    editions: Mapping[str, Mapping[str, int]]
    yields_to: Mapping[str, str]

    def with_edition(self, edition: str, weights: Mapping[str, int]) -> Weights:
        """Return the weights with an edition more, of a place's own file."""
        return replace(self, editions={**self.editions, edition: weights})

    def points(self, masks: Sequence[IntegerValue], codelist: CodeList, edition: str) -> IntegerValue:
        """Return the sum of the weights of the groups that count, an int32.

        A weight is a sum of powers of two, and so is the score: one count of bits for each power, however
        many groups and weights there are, where an engine would take ten times as long over a case for
        each group. What the milder forms add beside their severer ones is taken off again.

        Args:
            masks: the mask columns of `codelist`.
            codelist: the list the groups belong to.
            edition: column of the weights.
        """
        weights = self.editions[edition]
        alike: dict[tuple[int, int], int] = {}
        for group, weight in weights.items():
            column, bit = codelist.place(group)
            for power in (1 << k for k in range(weight.bit_length()) if abs(weight) >> k & 1):
                signed = power if weight > 0 else -power
                alike[signed, column] = alike.get((signed, column), 0) | bit
        total: IntegerValue = ibis.literal(0, "int32")
        for (power, column), bits in sorted(alike.items()):
            held_of_power = bit_count(masks[column] & ibis.literal(bits, "int64"))
            total = total + held_of_power * ibis.literal(power, "int32")
        for mild, severe in self.yields_to.items():
            if weights.get(mild):
                both = held(masks, codelist, mild) & held(masks, codelist, severe)
                total = total - both.cast("int32") * ibis.literal(weights[mild], "int32")
        whole: IntegerValue = total.cast("int32")
        return whole

    def counted(self, masks: Sequence[IntegerValue], codelist: CodeList, group: str) -> BooleanValue:
        """Say whether a group counts: held, and not beside the severer form it yields to."""
        is_held = held(masks, codelist, group)
        if group in self.yields_to:
            is_held = is_held & ~held(masks, codelist, self.yields_to[group])
        return is_held


@cache
def load_weights(name: str) -> Weights:
    """Return the weights ``codelists/weights/<name>.csv``."""
    return read_weights(_FOLDER / f"{name}.csv")


def read_weights(path: Path) -> Weights:
    """Return the weights of a file.

    Raises:
        CodeListRefused: when it does not say its source or version, a weight is no whole number, a group
            stands twice, or one yields to a group that is not there.
    """
    says, rows, sha256 = headed(path)
    for word in ("source", "version"):
        if word not in says:
            raise CodeListRefused(f"The weights {path.name} do not say their {word}: add '# {word}: ...'.")
    editions: dict[str, dict[str, int]] = {}
    yields_to: dict[str, str] = {}
    for number, row in table_rows(path, rows):
        group = row.get("group", "")
        for edition in row.keys() - set(_NOT_WEIGHTS):
            if not row[edition].removeprefix("-").isdigit() or group in editions.setdefault(edition, {}):
                raise CodeListRefused(
                    f"{path.name}, line {number}: give '{group}' one whole number as {edition}."
                )
            editions[edition][group] = int(row[edition])
        if row.get("yields_to"):
            yields_to[group] = row["yields_to"]
    groups = next(iter(editions.values()), {})
    if lost := [severer for severer in yields_to.values() if severer not in groups]:
        raise CodeListRefused(f"{path.name}: a group yields to '{lost[0]}', which it does not list.")
    return Weights(path.stem, says["source"], says["version"], sha256, editions, yields_to)

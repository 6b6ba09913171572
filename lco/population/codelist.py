"""Groups of codes, read from data and turned into bits over the integers of the store.

A code list is a CSV in ``codelists/``: lines that begin with ``#`` say what it is, where it comes
from and its version; then ``group,prefix``. A code belongs to a group when it begins with the prefix.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, Table

from lco.engine import bit_or
from lco.population.tables import Records

_FOLDER = Path(__file__).parent / "codelists"
_MOST_GROUPS = 62  # the bits of a non-negative int64, less one for safety


@dataclass(frozen=True)
class CodeList:
    """Groups of code prefixes of one system.

    Attributes:
        name: name of its file.
        system: coding system its prefixes belong to.
        source: where it was taken from.
        version: the version its file names.
        groups: group to prefixes, in the order of the file; the order gives each group its bit.
    """

    name: str
    system: str
    source: str
    version: str
    groups: Mapping[str, tuple[str, ...]]

    def bit(self, group: str) -> int:
        """Return the mask with the one bit of `group`."""
        return 1 << list(self.groups).index(group)

    def mask(self, text: str) -> int:
        """Return the bits of every group the code `text` belongs to; dots and case do not matter."""
        code = normalised(text)
        return sum(
            self.bit(group)
            for group, prefixes in self.groups.items()
            if any(code.startswith(prefix) for prefix in prefixes)
        )


def normalised(text: str) -> str:
    """Return a code in capitals without dots, spaces, dagger and asterisk: ``E11.2 D`` is ``E112``."""
    code = text.strip().upper()
    code = code.removesuffix(" D").removesuffix(" A")
    kept = "".join(letter for letter in code if letter.isalnum())
    # A dagger or asterisk code carries a fifth letter, and X fills an empty fourth place.
    return kept[:3] if len(kept) == 4 and kept.endswith("X") else kept


@cache
def load(name: str) -> CodeList:
    """Return the code list ``codelists/<name>.csv``.

    Raises:
        ValueError: when the file lacks its source or version, or has more groups than a mask has bits.
    """
    lines = (_FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    says = dict(line.lstrip("# ").split(": ", 1) for line in lines if line.startswith("#"))
    groups: dict[str, list[str]] = {}
    for row in csv.DictReader(line for line in lines if line and not line.startswith("#")):
        groups.setdefault(row["group"], []).append(row["prefix"])
    if missing := {"system", "source", "version"} - says.keys():
        raise ValueError(f"The code list {name}.csv does not say its {sorted(missing)[0]}.")
    if len(groups) > _MOST_GROUPS:
        raise ValueError(f"The code list {name}.csv has {len(groups)} groups: at most {_MOST_GROUPS} fit.")
    kept = {group: tuple(prefixes) for group, prefixes in groups.items()}
    return CodeList(name, says["system"], says["source"], says["version"], kept)


def masks(records: Records, codelist: CodeList) -> Table:
    """Return the integers of the codes in any group, with their bits: columns code, mask."""
    pairs = [
        (each.code, codelist.mask(each.text)) for each in records.dictionary if each.system == codelist.system
    ]
    kept = [(code, mask) for code, mask in pairs if mask]
    schema = pa.schema([("code", pa.int32()), ("mask", pa.int64())])
    columns = [[code for code, _ in kept], [mask for _, mask in kept]]
    return ibis.memtable(pa.table(columns, schema=schema))


def groups_of_people(events: Table, code_masks: Table) -> Table:
    """Return the groups each person has a code of: columns person, mask; nobody without a group.

    Args:
        events: rows with `person` and `code`.
        code_masks: what `masks` returned.
    """
    coded = events.select("person", "code").join(code_masks, "code").select("person", "mask")
    return coded.group_by("person").agg(mask=bit_or(coded.mask))


def has(people: Table, bit: int) -> BooleanValue:
    """Say of a table with `mask` whether the bit is set."""
    held: BooleanValue = (people.mask & ibis.literal(bit, "int64")) != 0
    return held

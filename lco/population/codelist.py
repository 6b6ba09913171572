"""Groups of codes, read from data and turned into bits over the integers of the store.

The lists that come with the platform stand in ``codelists/``, in the format `codelist_file` describes.
Group k of a list is bit k % 62 of its mask column ``mask_{k // 62}``; what a place's own terminology adds
is in the masks too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, IntegerValue, Table

from lco.engine import bit_or
from lco.population.codelist_file import Coded, CodeFile, CodeListRefused, normalised, read_codes
from lco.population.tables import Records

__all__ = [
    "ALL_BITS",
    "BITS",
    "CodeList",
    "bits_of_codes",
    "completed",
    "groups_of_people",
    "held",
    "load",
    "masks",
    "normalised",
    "split",
]

BITS = 62  # groups a mask column holds: the bits of a non-negative int64, less one for safety
ALL_BITS = (1 << BITS) - 1
_FOLDER = Path(__file__).parent / "codelists"


@dataclass(frozen=True)
class CodeList:
    """Groups of codes, of one coding system or several.

    Attributes:
        name: its name.
        title: what it is, in words.
        source: where it was taken from.
        licence: what its licence allows; empty where facts carry none.
        version: the version its files name.
        sha256: of its files, so that a run can say which it used.
        groups: group to its lines; the order of the groups gives each its bit.
    """

    name: str
    title: str
    source: str
    licence: str
    version: str
    sha256: str
    groups: Mapping[str, tuple[Coded, ...]]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of its mask columns."""
        return tuple(f"mask_{number}" for number in range((len(self.groups) - 1) // BITS + 1))

    @property
    def systems(self) -> tuple[str, ...]:
        """The coding systems it has codes of."""
        return tuple(dict.fromkeys(each.system for each in self.lines))

    @property
    def lines(self) -> tuple[Coded, ...]:
        """Its codes, group by group."""
        return tuple(each for lines in self.groups.values() for each in lines if each.code)

    def codes_of(self, group: str) -> tuple[str, ...]:
        """Return the codes and prefixes of a group."""
        return tuple(each.code for each in self.groups[group] if each.code)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {group: place for place, group in enumerate(self.groups)}

    def place(self, group: str) -> tuple[int, int]:
        """Return which mask column a group stands in, counted from 0, and its bit there.

        Raises:
            KeyError: when the list has no such group.
        """
        place = self._places[group]
        return place // BITS, 1 << place % BITS

    @cached_property
    def _exact(self) -> Mapping[tuple[str, str], int]:
        return self._bits(is_prefix=False)

    @cached_property
    def _prefixes(self) -> Mapping[tuple[str, str], int]:
        return self._bits(is_prefix=True)

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        lengths: dict[str, set[int]] = {}
        for system, prefix in self._prefixes:
            lengths.setdefault(system, set()).add(len(prefix))
        return {system: tuple(sorted(found)) for system, found in lengths.items()}

    def _bits(self, *, is_prefix: bool) -> Mapping[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for each in self.lines:
            if each.is_prefix == is_prefix:
                key = (each.system, each.code)
                found[key] = found.get(key, 0) | 1 << self._places[each.group]
        return found

    def bits(self, text: str, system: str = "icd10") -> int:
        """Return the bits of every group the code belongs to, as one whole number of any length."""
        code = normalised(text, system)
        found = self._exact.get((system, code), 0)
        for length in self._lengths.get(system, ()):
            found |= self._prefixes.get((system, code[:length]), 0)
        return found

    def groups_of(self, text: str, system: str = "icd10") -> tuple[str, ...]:
        """Return the groups a code belongs to."""
        bits = self.bits(text, system)
        return tuple(group for group, place in self._places.items() if bits >> place & 1)

    def with_lines(self, added: Sequence[CodeFile], replacing: Sequence[CodeFile] = ()) -> CodeList:
        """Return the list with codes of files added, or in its stead; its groups keep their bits."""
        files = (*replacing, *added)
        if not files:
            return self
        groups = {group: [] if replacing else list(lines) for group, lines in self.groups.items()}
        for each in files:
            for line in each.lines:
                groups[line.group].append(line)
        return replace(
            self,
            version=" + ".join([self.version, *(f"{each.name} {each.says['version']}" for each in files)]),
            sha256=_digest([self.sha256, *(each.sha256 for each in files)]),
            groups={group: tuple(lines) for group, lines in groups.items()},
        )


def _digest(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else hashlib.sha256(" ".join(parts).encode()).hexdigest()


@cache
def load(name: str) -> CodeList:
    """Return the code list ``codelists/<name>.csv``.

    Raises:
        CodeListRefused: when the file lacks its source or version, or a line cannot be used.
    """
    return from_files(name, [read_codes(_FOLDER / f"{name}.csv")])


def from_files(name: str, files: Sequence[CodeFile], groups: Sequence[str] = ()) -> CodeList:
    """Return the list of the codes of several files.

    Args:
        name: name of the list.
        files: its files.
        groups: all its groups in their order; that of the files when empty.

    Raises:
        CodeListRefused: when a file has a group that is not among `groups`.
    """
    lines: dict[str, list[Coded]] = {group: [] for group in groups}
    for each in files:
        for line in each.lines:
            if groups and line.group not in lines:
                raise CodeListRefused(
                    f"{each.name}.csv, line {line.line}: {name} has no group '{line.group}'."
                )
            lines.setdefault(line.group, []).append(line)
    sources = dict.fromkeys(each.says["source"] for each in files)
    return CodeList(
        name=name,
        title=files[0].says.get("title", name),
        source="; ".join(sources),
        licence="; ".join(dict.fromkeys(each.says["licence"] for each in files if "licence" in each.says)),
        version=" + ".join(dict.fromkeys(each.says["version"] for each in files)),
        sha256=_digest([each.sha256 for each in files]),
        groups={group: tuple(found) for group, found in lines.items()},
    )


def completed(records: Records, codelist: CodeList) -> CodeList:
    """Return a list with the codes the place's own terminology adds to it, or puts in its stead."""
    own = records.terminology
    return codelist.with_lines(own.added_to(codelist.name), own.replacing(codelist.name))


def bits_of_codes(records: Records, codelist: CodeList) -> dict[int, int]:
    """Return the bits of every code of the records in any group, by the integer of the code.

    The place's own terminology counts: the codes it adds to the list, and the codes of the list that its
    maps lead to. The bits are one whole number of any length; `split` cuts it into mask columns.
    """
    complete = completed(records, codelist)
    found: dict[int, int] = {}
    for each in records.dictionary:
        bits = complete.bits(each.text, each.system)
        for system, text in records.terminology.mapped(each.system, each.text):
            bits |= complete.bits(text, system)
        if bits:
            found[each.code] = bits
    return found


def split(bits: int, codelist: CodeList) -> tuple[int, ...]:
    """Return bits as the values of the mask columns of a list."""
    return tuple(bits >> BITS * column & ALL_BITS for column in range(len(codelist.columns)))


def masks(records: Records, codelist: CodeList) -> Table:
    """Return the integers of the codes in any group with their bits: columns code and `codelist.columns`."""
    found = bits_of_codes(records, codelist)
    rows = [split(bits, codelist) for bits in found.values()]
    columns = [[row[k] for row in rows] for k in range(len(codelist.columns))]
    schema = pa.schema([("code", pa.int32()), *((name, pa.int64()) for name in codelist.columns)])
    return ibis.memtable(pa.table([list(found), *columns], schema=schema))


def groups_of_people(events: Table, code_masks: Table) -> Table:
    """Return the groups each person has a code of: person and the mask columns; nobody without a group.

    Args:
        events: rows with `person` and `code`.
        code_masks: what `masks` returned.
    """
    columns = [name for name in code_masks.columns if name != "code"]
    coded = events.select("person", "code").join(code_masks, "code").select("person", *columns)
    return coded.group_by("person").agg(**{name: bit_or(coded[name]) for name in columns})


def held(masks: Sequence[IntegerValue], codelist: CodeList, group: str) -> BooleanValue:
    """Say of the mask columns of a list whether the bit of a group is set."""
    column, bit = codelist.place(group)
    is_held: BooleanValue = (masks[column] & ibis.literal(bit, "int64")) != 0
    return is_held

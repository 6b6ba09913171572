"""Which codes of a record are held closer than the rest, as the code list ``sensitive`` and the place say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lco.population.codelist import CodeList, load
from lco.population.codelist_file import Terminology
from lco.population.terminology import FOLDER, read_terminology

SENSITIVE = load("sensitive")


@dataclass(frozen=True)
class SensitiveCodes:
    """The list as a place has it, and the place's maps between systems of codes."""

    codes: CodeList
    terminology: Terminology

    def kinds_of(self, system: str, text: str) -> frozenset[str]:
        """Return the kinds of a code, by what it is and what the place's maps lead it to; most have none.

        Args:
            system: coding system, as the dictionary of codes names it.
            text: the code, as its system writes it.
        """
        stands_for = ((system, text), *self.terminology.mapped(system, text))
        return frozenset(kind for each, code in stands_for for kind in self.codes.groups_of(code, each))


def sensitive_codes(terminology: Terminology) -> SensitiveCodes:
    """Return what is held closer, with what a place's own terminology adds to it or puts in its stead."""
    name = SENSITIVE.name
    completed = SENSITIVE.with_lines(terminology.added_to(name), terminology.replacing(name))
    return SensitiveCodes(completed, terminology)


def sensitive_codes_of(store: Path) -> SensitiveCodes:
    """Return what is held closer in the store at a folder; read again only when a file of it changed.

    Raises:
        CodeListRefused: when the place's own terminology cannot be used.
    """
    files = sorted((store / FOLDER).rglob("*.csv"))
    return _read(store, tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files))


@lru_cache(maxsize=4)
def _read(store: Path, stamp: tuple[tuple[str, int, int], ...]) -> SensitiveCodes:  # noqa: ARG001
    return sensitive_codes(read_terminology(store))

"""Keeping a place's own terminology in its store: checked first, then copied whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lco.population.codelist import CodeList
from lco.population.codelist_file import CodeListRefused
from lco.population.terminology import (
    FOLDER,
    MAPS,
    WEIGHTS,
    kind_of,
    read_map,
    read_own_codes,
    read_own_weights,
)
from lco.store.layout import write_durably


@dataclass(frozen=True)
class Kept:
    """A file that is in the store now, and what it holds, in a sentence."""

    path: Path
    told: str


def keep(file: Path, store: Path) -> Kept:
    """Check a file of codes, a map or weights and keep it in the store; one of that name is replaced.

    Raises:
        CodeListRefused: when the file cannot be used; the store stays as it was.
    """
    if file.suffix != ".csv" or file.name.startswith("."):
        raise CodeListRefused(f"{file.name} is no CSV: give a file whose name ends in .csv.")
    kind = kind_of(file)
    told = _told(file, kind)
    folder = store / FOLDER / kind
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / file.name, file.read_text(encoding="utf-8-sig"))
    return Kept(folder / file.name, told)


def template(name: str, codelist: CodeList) -> str:
    """Return a file that adds codes to a list: its header, and for each group a line to fill in."""
    head = [
        f"extends: {name}",
        "source: where these codes are from, such as a trust's own list and its date",
        "version: 1",
        "licence: what their licence allows, and whom",
        "system: snomed",
    ]
    rows = [f"{group},replace-by-a-code-of-{group}" for group in codelist.groups]
    return "\n".join([*(f"# {line}" for line in head), "group,code", *rows]) + "\n"


def _told(file: Path, kind: str) -> str:
    if kind == MAPS:
        return f"{len(read_map(file)):,} codes stand for codes of other systems."
    if kind == WEIGHTS:
        name, editions = read_own_weights(file)
        return f"weights {', '.join(editions)} for {name}."
    found = read_own_codes(file)
    groups = f"{len(found.groups)} group{'' if len(found.groups) == 1 else 's'}"
    whose = f"of {found.extends}" if found.extends else f"in the stead of {found.replaces}"
    return f"{len(found.lines):,} codes for {groups} {whose}, version {found.says['version']}."

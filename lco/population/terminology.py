"""A place's own terminology: its files of codes, maps and weights, read from its store and checked.

SNOMED CT, Read codes and OMOP vocabularies are licensed, and so are the code lists made of them: a place
loads its own files into its store, and nothing of them comes with the platform. In ``STORE/codelists``:

* ``*.csv`` adds codes to a list that comes with the platform: its header says ``extends`` and which; the list
  of codes that are held closer may be replaced whole: its header says ``replaces``;
* ``maps/*.csv`` says which codes of other systems a code stands for;
* ``weights/*.csv`` adds weights a score can hold but nobody may publish: its header says ``extends``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from lco.population.codelist import CodeList, load
from lco.population.codelist_file import (
    CodeFile,
    CodeListRefused,
    Terminology,
    headed,
    normalised,
    read_codes,
    table_rows,
)
from lco.population.conditions import condition_codes
from lco.population.weights import load_weights, read_weights

FOLDER = "codelists"
MAPS, WEIGHTS = "maps", "weights"
SHIPPED = (
    "charlson_quan",
    "charlson_shmi",
    "cmms_medicines",
    "efi",
    "elixhauser_quan",
    "falls",
    "hfrs",
    "sensitive",
)
# Scores keep their published codes; what is held closer is for a place to say.
REPLACEABLE = ("sensitive",)
WEIGHED = ("cmms",)
_MAP_COLUMNS = ["from_system", "from_code", "to_system", "to_code"]


def shipped_lists() -> Mapping[str, CodeList]:
    """Return the code lists that come with the platform, by name: those a place's files may extend."""
    return {**{name: load(name) for name in SHIPPED}, "conditions": condition_codes()}


def read_terminology(store: Path) -> Terminology:
    """Return the own terminology of the store at a folder; empty when it has none.

    Raises:
        CodeListRefused: when a file cannot be used.
    """
    folder = store / FOLDER
    files = {path.stem: read_own_codes(path) for path in _csv_files(folder)}
    maps: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for path in _csv_files(folder / MAPS):
        for source, targets in read_map(path).items():
            maps[source] = tuple(dict.fromkeys((*maps.get(source, ()), *targets)))
    weights: dict[str, dict[str, Mapping[str, int]]] = {}
    for path in _csv_files(folder / WEIGHTS):
        name, editions = read_own_weights(path)
        weights.setdefault(name, {}).update(editions)
    return Terminology(files, maps, weights)


def _csv_files(folder: Path) -> Iterator[Path]:
    return iter(sorted(path for path in folder.glob("*.csv") if path.name[0] != "."))


def kind_of(path: Path) -> str:
    """Say what a file is by its columns and header: '' for codes, or the folder of maps or of weights.

    Raises:
        CodeListRefused: when it is no text.
    """
    says, rows, _ = headed(path)
    header = rows[0][1] if rows else []
    if "from_system" in header or "to_code" in header:
        return MAPS
    return WEIGHTS if says.get("extends") in WEIGHED and "code" not in header else ""


def read_own_codes(path: Path) -> CodeFile:
    """Return a file of codes that extends or replaces a list.

    Raises:
        CodeListRefused: when it cannot be read, does not say which list it extends or its licence, or has
            a group the list has not.
    """
    found = read_codes(path)
    if found.replaces:
        _check_replaces(path, found)
    else:
        _check_extends(path, found)
    name = str(found.replaces or found.extends)
    groups = shipped_lists()[name].groups
    for line in found.lines:
        if line.group not in groups:
            raise CodeListRefused(
                f"{path.name}, line {line.line}: {name} has no group '{line.group}'; "
                f"'lco score codelists template {name} new.csv' writes all it has."
            )
        if not line.code:
            raise CodeListRefused(f"{path.name}, line {line.line}: it has no code.")
    if not found.lines:
        raise CodeListRefused(f"{path.name} has no codes: give at least one row under its first.")
    return found


def _check_extends(path: Path, found: CodeFile) -> None:
    for word, example in (("extends", "conditions"), ("licence", "SNOMED CT, licensed to our trust")):
        if word not in found.says:
            raise CodeListRefused(f"{path.name} does not say its {word}: add '# {word}: {example}'.")
    lists = shipped_lists()
    if found.extends is None or found.extends not in lists:
        raise CodeListRefused(
            f"{path.name} extends '{found.extends}', which is no list: it must be one of {', '.join(lists)}."
        )


def _check_replaces(path: Path, found: CodeFile) -> None:
    if found.replaces not in REPLACEABLE:
        raise CodeListRefused(
            f"{path.name} replaces '{found.replaces}', which stays as it is: add to it with 'extends', "
            f"or replace {', '.join(REPLACEABLE)}."
        )
    if found.extends or "licence" not in found.says:
        raise CodeListRefused(
            f"{path.name} replaces a list: say its licence, and leave 'extends' out, it is one or the other."
        )


def read_map(path: Path) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Return a map file: (system, code) to the codes it stands for.

    Raises:
        CodeListRefused: when a column is missing, a cell is empty or a code stands for itself.
    """
    _, rows, _ = headed(path)
    if not rows or rows[0][1] != _MAP_COLUMNS:
        raise CodeListRefused(f"{path.name} must have the columns {', '.join(_MAP_COLUMNS)}, in this order.")
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for number, row in table_rows(path, rows):
        if not all(row.values()):
            raise CodeListRefused(f"{path.name}, line {number}: a cell is empty, all four are needed.")
        source = (row["from_system"], normalised(row["from_code"], row["from_system"]))
        target = (row["to_system"], normalised(row["to_code"], row["to_system"]))
        if source == target:
            raise CodeListRefused(f"{path.name}, line {number}: {row['from_code']} stands for itself.")
        found[source] = (*found.get(source, ()), target)
    if not found:
        raise CodeListRefused(f"{path.name} has no rows under its first: give at least one.")
    return found


def read_own_weights(path: Path) -> tuple[str, Mapping[str, Mapping[str, int]]]:
    """Return the name of the weights a file extends, and its editions.

    Raises:
        CodeListRefused: when it extends no weights a place may add to, replaces an edition that comes with
            the platform, or has other groups.
    """
    says, _, _ = headed(path)
    name = says.get("extends", "")
    if name not in WEIGHED:
        raise CodeListRefused(f"{path.name} must say which weights it extends: {', '.join(WEIGHED)}.")
    found, ours = read_weights(path), load_weights(name).editions
    groups = next(iter(ours.values())).keys()
    for edition, weights in found.editions.items():
        if edition in ours:
            raise CodeListRefused(f"{path.name}: the weights '{edition}' of {name} come with the platform.")
        if weights.keys() != groups:
            odd = sorted(weights.keys() ^ groups)[0]
            raise CodeListRefused(f"{path.name}: give each group of {name} a weight once, see '{odd}'.")
    return name, found.editions


def fingerprint(terminology: Terminology) -> str:
    """Return the SHA-256 of all a place's own terminology holds; empty when it holds nothing."""
    parts = [f"{name} {each.sha256}" for name, each in sorted(terminology.files.items())]
    parts += [f"{source} {targets}" for source, targets in sorted(terminology.maps.items())]
    parts += [
        f"{name} {edition} {sorted(weights.items())}"
        for name, editions in sorted(terminology.weights.items())
        for edition, weights in sorted(editions.items())
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() if parts else ""

"""A score shown at work: its worked example computed here and now, and the lists and weights it uses."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lco.population.codelist import CodeList
from lco.population.codelist_file import Terminology
from lco.population.definition import Definition
from lco.population.example import example_records
from lco.population.score import scores
from lco.population.terminology import fingerprint
from lco.population.weights import Weights

Rows = Mapping[int, Mapping[str, Any] | None]


def worked_out(definition: Definition, con: Any, folder: Path) -> Rows:
    """Return what a score gives each person of its example, computed on `con`; None without a row.

    Args:
        definition: the score.
        con: backend that `lco.engine.connect` opened.
        folder: an empty folder for the records of the example.
    """
    example = definition.example
    records = example_records(con, example, folder)
    rows = con.to_pyarrow(definition.compute(records, example.index_on)).to_pylist()
    found = {row.pop("person"): row for row in rows}
    return {person: found.get(person) for person in sorted({*example.expect, *found})}


def agrees(definition: Definition, found: Rows) -> bool:
    """Say whether what was computed is the answer the example gives, in every number it names."""
    for person, expected in definition.example.expect.items():
        row = found.get(person)
        if (row is None) != (expected is None):
            return False
        if row is not None and any(row[name] != value for name, value in expected.items()):
            return False
    return True


def kind_of(used: CodeList | Weights) -> str:
    """Name what `lists_of` returned: code list or weights."""
    return "code list" if isinstance(used, CodeList) else "weights"


def lists_of(definition: Definition) -> tuple[CodeList | Weights, ...]:
    """Return the code lists and weights a definition uses, as its module holds them."""
    module = sys.modules[definition.compute.__module__]
    found = [each for each in vars(module).values() if isinstance(each, CodeList | Weights)]
    return tuple(sorted(found, key=lambda each: (isinstance(each, Weights), each.name)))


def data_of_scores(terminology: Terminology) -> dict[str, str]:
    """Return every code list and table of weights the scores use, with version and SHA-256, for a manifest.

    Args:
        terminology: the place's own; its fingerprint stands under ``own terminology`` where it holds any.
    """
    used = [each for definition in scores().values() for each in lists_of(definition)]
    said = {f"{kind_of(each)} {each.name}": f"{each.version}, sha256 {each.sha256}" for each in used}
    if own := fingerprint(terminology):
        said["own terminology"] = f"sha256 {own}"
    return dict(sorted(said.items()))

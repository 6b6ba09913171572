"""Tables of comorbidipy, read from its files: the package needs an older pandas and is not imported."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any

from lco.population.codelist import CodeList, load
from lco.population.crosscheck.finding import Difference, Finding
from lco.population.weights import Weights, load_weights

PACKAGE = "comorbidipy"
_NAMES = {"mi": "ami", "cpd": "copd"}  # the groups of Charlson it calls otherwise
# Our list, its variant, our weights with the edition, its weights.
_COMPARED = (
    ("charlson_quan", "charlson_icd10_quan", (("original_1987", "charlson"), ("quan_2011", "quan"))),
    ("charlson_shmi", "charlson_icd10_shmi", (("shmi", "shmi"),)),
    ("elixhauser_quan", "elixhauser_icd10_quan", (("van_walraven", "vw"),)),
)
JUDGED = {
    ("charlson_quan quan_2011", "aids"): (
        "a fault of the package: Quan 2011 (Am J Epidemiol 173:676-82) and the R package comorbidity give 4"
    ),
    ("charlson_shmi", "rheumd"): "the package holds version 1.35 of the SHMI, which had M351",
    ("charlson_shmi", "diab"): "the package holds version 1.35 of the SHMI, which had E110",
    (
        "charlson_shmi",
        "canc",
    ): "we take C0 to C6 by tens as the SHMI prints them; the categories named are not in ICD-10",
}


def held_against_tables() -> Iterator[Finding]:
    """Yield the code lists and weights of Charlson and Elixhauser held against those of comorbidipy."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        yield Finding(PACKAGE, "code lists and weights", not_done=f"{PACKAGE} is not installed")
        return
    package = f"{PACKAGE} {_version()}"
    mapping, weights = _tables(Path(found.submodule_search_locations[0]))
    for name, variant, editions in _COMPARED:
        ours = load(name)
        yield _codes(package, ours, mapping[variant])
        for edition, theirs in editions:
            yield _weights(package, ours, load_weights(name), edition, weights[variant][theirs])


def _version() -> str:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "of unknown version"


def _tables(folder: Path) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the package's codes and weights without running its ``__init__``, which cannot be imported."""
    name = "_tables_of_comorbidipy"
    stand_in = ModuleType(name)
    stand_in.__path__ = [str(folder)]
    sys.modules[name] = stand_in
    try:
        mapping = importlib.import_module(f"{name}.mapping").mapping
        weights = importlib.import_module(f"{name}.weights").weights
    finally:
        for each in [key for key in sys.modules if key.startswith(name)]:
            del sys.modules[each]
    return mapping, weights


def _theirs(group: str, table: Mapping[str, Any]) -> Any:
    return table[group] if group in table else table[_NAMES[group]]


def _codes(package: str, ours: CodeList, theirs: Mapping[str, Any]) -> Finding:
    differences = []
    for group in ours.groups:
        own, other = _spelt(set(ours.codes_of(group))), _spelt(set(_theirs(group, theirs)))
        if own != other:
            only_ours, only_theirs = sorted(own - other), sorted(other - own)
            differences.append(
                Difference(
                    group,
                    ", ".join(only_ours) or "nothing more",
                    ", ".join(only_theirs) or "nothing more",
                    JUDGED.get((ours.name, group), ""),
                )
            )
    return Finding(package, f"codes of {ours.name}", len(ours.groups), "groups", tuple(differences))


def _spelt(codes: set[str]) -> set[str]:
    """Return codes with those of two characters, such as C1, written out as their ten categories."""
    return {full for code in codes for full in ([code] if len(code) > 2 else _categories(code))}


def _categories(code: str) -> list[str]:
    return [f"{code}{digit}" for digit in range(10)]


def _weights(package: str, ours: CodeList, own: Weights, edition: str, theirs: Mapping[str, int]) -> Finding:
    name = f"{ours.name} {edition}"
    differences = tuple(
        Difference(group, str(weight), str(_theirs(group, theirs)), JUDGED.get((name, group), ""))
        for group, weight in own.editions[edition].items()
        if weight != _theirs(group, theirs)
    )
    return Finding(package, f"weights {name}", len(own.editions[edition]), "groups", differences)

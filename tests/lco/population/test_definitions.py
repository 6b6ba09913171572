"""A definition that is incomplete does not register."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lco.outcomes.indicator import indicator
from lco.outcomes.register import indicators
from lco.population.definition import Definition, DefinitionRefused, found_in
from lco.population.example import Dictionary, Example, ExampleRefused, text_rows, typed_table, write_tables
from lco.population.score import score, scores
from lco.records.tables import TABLES

GOOD = Example(given={"admissions": "person\n1"}, expect={1: {"n": 1}}, working="One row.")


def function_in(tmp_path: Path, name: str, file: str | None = None) -> Callable[..., Any]:
    """Return a function that stands in a file of its own."""
    path = tmp_path / f"{file or name}.py"
    path.write_text(f"def {name}(records, index_on):\n    return None\n")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[..., Any] = getattr(module, name)
    return found


def says(**changes: Any) -> dict[str, Any]:
    """Return what a complete score says, with changes."""
    complete = {
        "title": "Frailty",
        "why": "It matters.",
        "source": "A paper",
        "owner": "Somebody",
        "next_review": date(2027, 4, 1),
        "unit": "points",
        "when_absent": {"frailty": 0},
        "example": GOOD,
    }
    return {**complete, **changes}


def test_a_complete_definition_registers(tmp_path: Path) -> None:
    found = score(**says())(function_in(tmp_path, "frailty"))
    assert (found.id, found.kind, found.title) == ("frailty", "score", "Frailty")
    assert len(found.version) == 12


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"example": None}, "has no worked example: give tables, the answer and the working in frailty.py"),
        ({"example": Example({}, {1: 1}, "x")}, "has no worked example"),
        ({"example": Example({"people": "person"}, {}, "x")}, "has no worked example"),
        ({"example": Example({"people": "person"}, {1: 1}, "")}, "has no worked example"),
        ({"title": ""}, "has no title"),
        ({"why": ""}, "has no why"),
        ({"source": ""}, "has no source"),
        ({"owner": ""}, "has no owner"),
        ({"unit": ""}, "has no unit"),
        ({"when_absent": {}}, "has no when_absent"),
        ({"next_review": None}, "has no next_review"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionRefused, match=f"The score frailty {sentence}"):
        score(**says(**changes))(function_in(tmp_path, "frailty"))


def test_a_definition_stands_in_the_file_of_its_name(tmp_path: Path) -> None:
    with pytest.raises(DefinitionRefused, match=r"stands in other\.py: call the file frailty\.py"):
        score(**says())(function_in(tmp_path, "frailty", file="other"))


def test_an_indicator_names_its_multiplier_in_its_unit(tmp_path: Path) -> None:
    declare = indicator(
        domain="Independence",
        lower_is_better=True,
        per=1_000,
        tables=("admissions",),
        **{name: word for name, word in says(unit="per 100,000 people").items() if name != "when_absent"},
    )
    with pytest.raises(DefinitionRefused, match="does not name its 1,000"):
        declare(function_in(tmp_path, "falls"))


def test_a_file_without_its_definition_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loose").mkdir()
    (tmp_path / "loose" / "__init__.py").write_text("")
    (tmp_path / "loose" / "forgotten.py").write_text("VALUE = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    package = importlib.import_module("loose")
    assert isinstance(package, ModuleType)
    with pytest.raises(DefinitionRefused, match=r"forgotten\.py in loose defines nothing called forgotten"):
        found_in(package)
    sys.modules.pop("loose")


@pytest.mark.parametrize("definition", [*scores().values(), *indicators().values()], ids=lambda each: each.id)
def test_definitions_say_where_they_stand_and_when_they_are_reviewed(definition: Definition) -> None:
    assert definition.file.startswith("lco/")
    assert definition.file.endswith(f"/{definition.id}.py")
    assert definition.next_review > date(2026, 1, 1)
    assert definition.example.working.endswith(".")


def test_the_example_of_an_indicator_reads_the_tables_it_declares() -> None:
    for each in indicators().values():
        assert set(each.example.given) <= set(each.details["tables"]), each.id


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("person | born_on\n1", "The row '1' has 1 cells, its header has 2"),
        ("person | hair\n1 | brown", "people has no column 'hair'"),
        ("born_on\n1950-01-01", "people.person must not be empty"),
        ("person | born_on\n1 | soon", "'soon' cannot stand in people.born_on"),
        ("person | sex\n1 | x", "'x' cannot stand in people.sex"),
        ("person\none", "'one' cannot stand in people.person"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_by_its_cell(text: str, sentence: str) -> None:
    with pytest.raises(ExampleRefused, match=sentence):
        typed_table(TABLES["people"], text, Dictionary())


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExampleRefused, match="no record table 'patients'"):
        write_tables({"patients": "person\n1"}, tmp_path)


def test_rulers_and_empty_lines_are_for_the_eye() -> None:
    text = """
        person | ward
        -------+-----

        1      | A
    """
    assert list(text_rows(text)) == [{"person": "1", "ward": "A"}]
    assert list(text_rows("")) == []

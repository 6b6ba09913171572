"""How things are written: budgets, names, actions, scopes. Each rule names the file that breaks it."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, functions, imported, length, modules, name_of, tree

FILE_LINES = 250
FUNCTION_LINES = 30
EMPTY_NAMES = {"utils", "helpers", "core", "common", "manager", "util", "helper", "misc"}
CLOCKS = {"now", "today", "utcnow"}

LCO = modules("lco")
WEB = modules("web")


@pytest.mark.parametrize("path", LCO + WEB, ids=name_of)
def test_a_file_keeps_to_its_budget(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_LINES, f"{name_of(path)} has {lines} lines: cut it by meaning"


@pytest.mark.parametrize("path", LCO + WEB, ids=name_of)
def test_functions_keep_to_their_budget(path: Path) -> None:
    long = {f.name: length(f) for f in functions(path) if length(f) > FUNCTION_LINES}
    assert not long, f"{name_of(path)}: {long}"


def test_no_module_has_an_empty_name() -> None:
    named = [
        name_of(path) for path in LCO + WEB if path.stem in EMPTY_NAMES or path.parent.name in EMPTY_NAMES
    ]
    assert named == []


@pytest.mark.parametrize("path", [p for p in LCO if "cli" not in p.parts], ids=name_of)
def test_computing_reads_no_clock(path: Path) -> None:
    calls = [
        f"{name_of(path)}:{node.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"date", "datetime", "time"}
    ]
    assert calls == []


def test_only_the_loader_opens_place_packs() -> None:
    readers = [
        name_of(path)
        for path in LCO + WEB
        if path != ROOT / "lco/place/pack.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and node.value == "places"
    ]
    assert readers == []


@pytest.mark.parametrize(
    "path", [p for p in WEB if p.stem == "views" or p.parent.name == "views"], ids=name_of
)
def test_views_reach_data_through_queries_alone(path: Path) -> None:
    managers = [
        f"{name_of(path)}:{node.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    assert managers == []


def _actions() -> list[Path]:
    return [p for p in WEB if p.stem == "actions" or p.parent.name == "actions"]


@pytest.mark.parametrize("path", _actions(), ids=name_of)
def test_every_write_is_an_atomic_action_with_its_actor(path: Path) -> None:
    wrong = []
    for node in tree(path).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        keywords = {argument.arg for argument in node.args.kwonlyargs}
        is_atomic = any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
        if not is_atomic or "by" not in keywords:
            wrong.append(f"{name_of(path)}:{node.lineno} {node.name}")
    assert wrong == []


WRITES = {"save", "delete", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}


@pytest.mark.parametrize("path", [p for p in WEB if p.stem in {"views", "queries", "forms"}], ids=name_of)
def test_nothing_but_actions_writes(path: Path) -> None:
    writes = [
        f"{name_of(path)}:{node.lineno} {ast.unparse(node.func)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]
    assert writes == []


@pytest.mark.parametrize("path", WEB, ids=name_of)
def test_an_app_uses_no_other_apps_views_or_forms(path: Path) -> None:
    app = path.relative_to(ROOT).parts[1]
    foreign = [
        name
        for name in imported(path)
        if name.startswith("web.")
        and len(name.split(".")) > 2
        and name.split(".")[2] in {"views", "forms"}
        and name.split(".")[1] not in {app, "ui"}
        and app != "config"
    ]
    assert foreign == []


TEAM_PARTS = sorted(p.parent for p in (ROOT / "web/teams").glob("*/urls.py"))


@pytest.mark.parametrize("part", TEAM_PARTS, ids=lambda part: part.name)
def test_a_part_of_the_teams_app_uses_no_other_parts_views_or_forms(part: Path) -> None:
    foreign = [
        f"{name_of(path)}: {name}"
        for path in modules(str(part.relative_to(ROOT)))
        for name in imported(path)
        for _, other, kind in re.findall(r"^(web\.teams)\.(\w+)\.(views|forms)\b", name)
        if other != part.name
    ]
    assert foreign == []


@pytest.mark.parametrize("folder", ["population/scores", "population/risk/outcomes", "outcomes/indicators"])
def test_a_definition_is_a_file_with_a_function_of_its_name_and_an_example(folder: str) -> None:
    files = [p for p in sorted((ROOT / "lco" / folder).glob("*.py")) if p.stem != "__init__"]
    assert files, f"lco/{folder} holds no definition"
    for path in files:
        module = importlib.import_module(f"lco.{folder.replace('/', '.')}.{path.stem}")
        definition = getattr(module, path.stem, None)
        assert definition is not None, f"{name_of(path)} defines no '{path.stem}'"
        for field in ("title", "source", "why", "owner", "next_review", "example"):
            assert getattr(definition, field, None), f"{name_of(path)} says no {field}"


@pytest.mark.parametrize("path", LCO, ids=name_of)
def test_public_functions_say_what_they_do(path: Path) -> None:
    silent = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]
    assert silent == []


def test_the_tree_is_importable_without_the_web() -> None:
    assert inspect.getdoc(importlib.import_module("lco.records.tables"))

"""The pages of the reference, made from the code."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import typing
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

import typer.main

import lco.outcomes.indicators
import lco.place.facts
import lco.population.scores
from lco.records.tables import CODES, IDENTITIES, TABLES, Table
from lco.teams.governance.written import governance_page
from lco.teams.safeguarding.written import safeguarding_page
from lco.teams.standards_written import standards_page

_MADE = "<!-- made by `make docs` from the code: change the code, not this page -->\n"


def pages() -> Mapping[str, str]:
    """Return each page of the reference, file name to Markdown."""
    return {
        "commands.md": _MADE + "\n".join(_commands()) + "\n",
        "tables.md": _MADE + "\n".join(_tables()) + "\n",
        "place-packs.md": _MADE + "\n".join(_packs()) + "\n",
        "definitions.md": _MADE + "\n".join(_definitions()) + "\n",
        "who-may-see-what.md": _MADE + governance_page(),
        "when-the-duty-to-enquire-applies.md": _MADE + safeguarding_page(),
        "work-standards.md": _MADE + standards_page(),
    }


def _commands() -> Iterator[str]:
    # Made late: the command line finds this module while it is being built.
    root = typer.main.get_command(importlib.import_module("lco.cli.__main__").build())
    yield "# Commands\n\nExit codes: 0 done, 1 failed, 2 refused input.\n"
    yield from _command(root, ("lco",))


def _command(command: Any, words: tuple[str, ...]) -> Iterator[str]:
    verbs = getattr(command, "commands", None)
    if verbs is not None:
        for name, verb in sorted(verbs.items()):
            yield from _command(verb, (*words, name))
        return
    yield f"## `{' '.join(words)}`\n"
    yield (command.help or "").strip().replace("\x08", "") + "\n"
    shown = [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]
    rows = [(_usage(parameter), getattr(parameter, "help", None) or "") for parameter in shown]
    rows = [(usage, text) for usage, text in rows if "--help" not in usage]
    if rows:
        yield "| option | what it is |\n|---|---|"
        yield from (f"| {usage} | {text} |" for usage, text in rows)
        yield ""


def _usage(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        return ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    return f"`{(parameter.name or '').upper()}`"


def _tables() -> Iterator[str]:
    yield "# Record tables\n\nParquet, in this order of columns; `!` before a type says never null.\n"
    for table in (*TABLES.values(), CODES, IDENTITIES):
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n\n{table.meaning}\n\n| column | type | what it holds |\n|---|---|---|"
    yield from (f"| {name} | {column.type} | {column.meaning} |" for name, column in table.columns.items())
    yield ""


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


def _packs() -> Iterator[str]:
    yield "# Place packs\n\nOne file, one table. Every row ends with `source` and `section`.\n"
    for module in _modules(lco.place.facts):
        for fact in vars(module).values():
            if dataclasses.is_dataclass(fact) and "FILE" in vars(fact) and fact.__module__ == module.__name__:
                yield from _fact(fact)


def _fact(fact: Any) -> Iterator[str]:
    key = ", ".join(getattr(fact, "KEY", ())) or "line"
    text = " ".join((fact.__doc__ or "").split())
    yield f"## {fact.FILE}\n\n{text} Key: {key}.\n\n| column | type |\n|---|---|"
    hints = typing.get_type_hints(fact, include_extras=False)
    names = [field.name for field in dataclasses.fields(fact) if field.name != "line"]
    yield from (f"| {name} | {_type(hints[name])} |" for name in names)
    yield ""


def _type(hint: Any) -> str:
    if typing.get_origin(hint) is typing.Literal:
        return "one of " + ", ".join(f"`{value}`" for value in typing.get_args(hint))
    if isinstance(hint, type):
        return hint.__name__
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    return " or ".join(_type(part) for part in parts) + ", may be empty" if parts else str(hint)


def _definitions() -> Iterator[str]:
    yield "# Definitions\n\nEach is one file with a worked example, which is its test on every engine.\n"
    for title, package in (("Scores", lco.population.scores), ("Indicators", lco.outcomes.indicators)):
        yield f"## {title}\n"
        for module in _modules(package):
            yield from _definition(module)


def _definition(module: ModuleType) -> Iterator[str]:
    name = module.__name__.rpartition(".")[2]
    definition = getattr(module, name)
    yield f"### {definition.title}\n\n`{name}` — {definition.why}\n"
    yield f"- source: {definition.source}"
    yield f"- owner: {definition.owner}; next review: {definition.next_review}"
    unit = getattr(definition, "unit", None)
    if unit:
        yield f"- unit: {unit}"
    yield f"\nWorked example: {definition.example.working}\n"
    for table, text in definition.example.given.items():
        yield f"{table}:\n\n```\n{text.strip()}\n```\n"
    yield f"Expected: `{definition.example.expect}`\n"

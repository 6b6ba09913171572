"""Definitions: one file each, found by looking in their folder, each with its worked example.

The file name, the function name and the id are one word. A definition that lacks a worked example,
a source or an owner is refused when it is registered, so it cannot reach a run.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, TypedDict, Unpack

from lco.population.example import Example


class DefinitionRefused(ValueError):
    """A definition that is incomplete or stands in the wrong file; the message says what is missing."""


@dataclass(frozen=True)
class Definition:
    """A score or an indicator and everything it says about itself.

    Attributes:
        id: name of its file and function.
        kind: ``score`` or ``indicator``.
        title: what it is, in words.
        why: why it matters, a sentence.
        source: paper and section, or publication, it was taken from.
        owner: role that answers for it.
        next_review: day by which its owner looks at it again.
        unit: unit of its result.
        example: its worked example.
        compute: the function; its arguments are those of its kind.
        file: its source file, relative to the package's root.
        version: start of the SHA-256 of its source file: it changes when the definition does.
        details: what only its kind has, such as ``lower_is_better``.
    """

    id: str
    kind: str
    title: str
    why: str
    source: str
    owner: str
    next_review: date
    unit: str
    example: Example
    compute: Callable[..., Any]
    file: str
    version: str
    details: Mapping[str, Any]


class Says(TypedDict):
    """What every definition says about itself; see `Definition` for the meaning of each."""

    title: str
    why: str
    source: str
    owner: str
    next_review: date
    unit: str


def define(
    function: Callable[..., Any],
    *,
    kind: str,
    example: Example | None,
    details: Mapping[str, Any],
    **says: Unpack[Says],
) -> Definition:
    """Make a definition of `function`.

    Raises:
        DefinitionRefused: when a text is empty, the worked example is missing or empty, or the function
            is not called like its file.
    """
    name, file = function.__name__, Path(function.__code__.co_filename)
    if file.stem != name:
        raise DefinitionRefused(f"The {kind} {name} stands in {file.name}: call the file {name}.py.")
    for what, text in says.items():
        if not text:
            raise DefinitionRefused(f"The {kind} {name} has no {what}: say it in {file.name}.")
    if example is None or not example.expect or not example.given or not example.working:
        raise DefinitionRefused(
            f"The {kind} {name} has no worked example: "
            f"give tables, the answer and the working in {file.name}."
        )
    return Definition(
        id=name,
        kind=kind,
        example=example,
        compute=function,
        file=f"lco/{file.relative_to(_package_root()).as_posix()}" if _is_ours(file) else file.name,
        version=hashlib.sha256(file.read_bytes()).hexdigest()[:12],
        details=details,
        **says,
    )


def _package_root() -> Path:
    return Path(__file__).resolve().parent.parent


def _is_ours(file: Path) -> bool:
    return file.resolve().is_relative_to(_package_root())


def found_in(package: ModuleType) -> dict[str, Definition]:
    """Return the definitions of every module in the folder of `package`, by id.

    Raises:
        DefinitionRefused: when a module holds no definition of its own name.
    """
    found: dict[str, Definition] = {}
    for module_info in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        definition = getattr(module, module_info.name, None)
        if not isinstance(definition, Definition):
            raise DefinitionRefused(
                f"{module_info.name}.py in {package.__name__} defines nothing called {module_info.name}: "
                "write the definition or move the file."
            )
        found[definition.id] = definition
    return found

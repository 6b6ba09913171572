"""A cohort somebody defined, as a file: TOML text with who wrote it and why, and its criteria.

::

    id = "frail_and_alone"
    title = "Frail people admitted twice"
    why = "The falls team wants to call them first."
    owner = "Falls service"

    [[any]]
    all = [
      {field = "age", comparison = "at_least", value = 65},
      {field = "condition", comparison = "has", value = "frailty"},
    ]
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lco.population.criteria.criterion import Criteria, Criterion, Value, criterion
from lco.population.criteria.field import CriteriaRefused

LARGEST_TEXT = 100_000
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
_LIMITS = {"title": 120, "why": 1_000, "owner": 120}
_ANY = re.compile(r"^[ \t]*\[\[[ \t]*any[ \t]*\]\]", re.MULTILINE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class CohortDefinition:
    """A cohort: what it is called, why there is one, who answers for it, and who belongs to it.

    Raises:
        CriteriaRefused: when the id or a text cannot be used.
    """

    id: str
    title: str
    why: str
    owner: str
    criteria: Criteria

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise CriteriaRefused(
                f"The id '{self.id[:60]}' cannot be used: write small letters, digits and underscores."
            )
        for name, longest in _LIMITS.items():
            text = getattr(self, name)
            if not text.strip() or len(text) > longest or _UNPRINTABLE.search(text):
                raise CriteriaRefused(f"Give the {name} as 1 to {longest:,} characters on one line.")


def read_definition(text: str) -> CohortDefinition:
    """Return the definition a TOML text holds.

    Raises:
        CriteriaRefused: one sentence that names the line, or the alternative and the field.
    """
    if len(text) > LARGEST_TEXT:
        raise CriteriaRefused(f"The definition has {len(text):,} characters: at most {LARGEST_TEXT:,}.")
    try:
        found = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CriteriaRefused(f"The definition is no sound TOML: {error}.") from error
    texts = {name: _text(found, name) for name in ("id", *_LIMITS)}
    if unknown := sorted(found.keys() - texts.keys() - {"any"}):
        raise CriteriaRefused(
            f"The definition has an unknown '{unknown[0][:60]}': use id, title, why, owner, any."
        )
    return CohortDefinition(**texts, criteria=Criteria(_alternatives(found.get("any"), text)))


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str):
        raise CriteriaRefused(f'The definition has no {name}: add a line {name} = "...".')
    return value


def _alternatives(found: Any, text: str) -> tuple[tuple[Criterion, ...], ...]:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise CriteriaRefused("The definition has no criteria: add a table [[any]] with a list named all.")
    lines = [text.count("\n", 0, each.start()) + 1 for each in _ANY.finditer(text)]
    read = []
    for number, each in enumerate(found):
        where = f"Line {lines[number]}" if len(lines) == len(found) else f"Alternative {number + 1}"
        together = each.get("all")
        if set(each) != {"all"} or not isinstance(together, list):
            raise CriteriaRefused(f"{where}: each [[any]] holds a list named all and nothing else.")
        read.append(
            tuple(_criterion(one, f"{where}, criterion {n}") for n, one in enumerate(together, start=1))
        )
    return tuple(read)


def _criterion(found: Any, where: str) -> Criterion:
    if not isinstance(found, dict) or set(found) != {"field", "comparison", "value"}:
        raise CriteriaRefused(f"{where}: give field, comparison and value, and nothing else.")
    try:
        return criterion(str(found["field"]), str(found["comparison"]), found["value"])
    except CriteriaRefused as refusal:
        raise CriteriaRefused(f"{where}: {refusal}") from refusal


def write_definition(definition: CohortDefinition) -> str:
    """Return the definition as TOML text; `read_definition` reads it back equal."""
    lines = [f"{name} = {_quoted(getattr(definition, name))}" for name in ("id", *_LIMITS)]
    for together in definition.criteria.alternatives:
        lines += ["", "[[any]]", "all = ["]
        lines += [f"  {_row(each)}," for each in together]
        lines.append("]")
    return "\n".join(lines) + "\n"


def _row(each: Criterion) -> str:
    pairs = {
        "field": _quoted(each.field),
        "comparison": _quoted(each.comparison),
        "value": _written(each.value),
    }
    return "{" + ", ".join(f"{name} = {value}" for name, value in pairs.items()) + "}"


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_quoted(each) for each in value) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, int) else _quoted(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

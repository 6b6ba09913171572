"""The schema of a table of persons and periods: which column is what.

It is TOML (or the same keys as JSON)::

    title = "Admissions of Smalltown"
    source = "Smalltown Trust, extract of May 2018"
    person = "id"                  # whom a row is of
    period = "year"                # a whole number; the next period is one more
    prior_spend = "cost"           # a comparator; may be left out
    plain = ["age", "cost"]        # features of a plain logistic regression, a comparator; may be left out

    [outcome]
    id = "admission_next_year"
    happens = "an admission in the next year"
    column = "admissions"          # looked at in the next period
    at_least = 1                   # from this on it happened

    [[features]]                   # looked at in the period before
    column = "age"
    knots = [18, 65]               # or transform = "log1p", "at_least", "equals" with at = 2
    when_absent = 0                # what an empty cell counts as
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lco.population.risk.model import ModelRefused
from lco.population.risk.terms import Term, Transform, spline

_NEEDED = ("title", "source", "person", "period", "outcome", "features")
_OF_OUTCOME = ("id", "happens", "column", "at_least")
_OF_FEATURE = frozenset({"column", "transform", "at", "knots", "when_absent"})
_ALLOWED = {each.value for each in Transform} - {Transform.BIT.value}


@dataclass(frozen=True)
class Schema:
    """Which column of a table of persons and periods is what; see this module for the file."""

    title: str
    source: str
    person: str
    period: str
    outcome: str
    happens: str
    outcome_column: str
    at_least: float
    terms: tuple[Term, ...]
    prior_spend: str | None = None
    plain: tuple[str, ...] = ()

    @property
    def features(self) -> tuple[str, ...]:
        """Columns that are features, each once."""
        named = [term.feature for term in self.terms]
        return tuple(dict.fromkeys([*named, *self.plain, *([self.prior_spend] if self.prior_spend else [])]))

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the table that is read."""
        return tuple(dict.fromkeys([self.person, self.period, self.outcome_column, *self.features]))


def read_schema(path: Path) -> Schema:
    """Read a schema from a ``.toml`` or ``.json`` file.

    Raises:
        ModelRefused: when it cannot be read, something is missing, or a transform is unknown.
    """
    try:
        text = path.read_text(encoding="utf-8")
        read = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise ModelRefused(f"{path} cannot be read as a schema: {error}.") from error
    return _schema(read, path)


def _schema(read: Mapping[str, Any], path: Path) -> Schema:
    _refuse_missing(read, _NEEDED, path, "")
    outcome = read["outcome"]
    _refuse_missing(outcome, _OF_OUTCOME, path, "[outcome] ")
    features = read["features"]
    if not isinstance(features, list) or not features:
        raise ModelRefused(f"{path} declares no feature: give at least one [[features]] with its column.")
    try:
        return Schema(
            title=str(read["title"]),
            source=str(read["source"]),
            person=str(read["person"]),
            period=str(read["period"]),
            outcome=str(outcome["id"]),
            happens=str(outcome["happens"]),
            outcome_column=str(outcome["column"]),
            at_least=float(outcome["at_least"]),
            terms=tuple(term for each in features for term in _terms(each, path)),
            prior_spend=read.get("prior_spend"),
            plain=tuple(read.get("plain", ())),
        )
    except (TypeError, ValueError) as error:
        raise ModelRefused(f"{path} has a value that cannot be read: {error}.") from error


def _terms(feature: Mapping[str, Any], path: Path) -> tuple[Term, ...]:
    _refuse_missing(feature, ("column",), path, "a [[features]] ")
    column = str(feature["column"])
    if strange := sorted(feature.keys() - _OF_FEATURE):
        raise ModelRefused(f"{path}: the feature '{column}' has a key '{strange[0]}', which means nothing.")
    if "knots" in feature:
        return spline(column, [float(each) for each in feature["knots"]])
    transform = str(feature.get("transform", Transform.LINEAR.value))
    if transform not in _ALLOWED:
        raise ModelRefused(
            f"{path}: the feature '{column}' has the transform '{transform}': "
            f"it must be one of {', '.join(sorted(_ALLOWED))}."
        )
    at, absent = float(feature.get("at", 0)), float(feature.get("when_absent", 0))
    return (Term(column, column, Transform(transform), at, absent),)


def _refuse_missing(read: Any, needed: tuple[str, ...], path: Path, where: str) -> None:
    missing = [key for key in needed if not isinstance(read, Mapping) or key not in read]
    if missing:
        raise ModelRefused(f"{path}: {where}lacks '{missing[0]}'; it needs {', '.join(needed)}.")

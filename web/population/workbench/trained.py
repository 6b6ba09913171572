"""The trained models of the store and of the published run, as their pages read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lco.population.risk.report import Validation
from web.ui.published import published


@dataclass(frozen=True)
class Trained:
    """A model with its card and, once it has been tried, its validation."""

    id: str
    card: Mapping[str, Any]
    validation: Validation | None


def model_of_run() -> Trained | None:
    """Return the model the risks of the published run were foreseen by; None when it has none."""
    run = published()
    return _read(run.run.path) if run else None


def trained() -> Sequence[Trained]:
    """Return every model known, the one of the published run first."""
    found = model_of_run()
    return [found] if found else []


def trained_of(model: str) -> Trained | None:
    """Return the model of an id, or None."""
    return next((each for each in trained() if each.id == model), None)


def _read(folder: Path) -> Trained | None:
    report = folder / "validation.json"
    if not report.is_file():
        return None
    validation = Validation.from_json(report.read_text(encoding="utf-8"))
    card = folder / "card.json"
    said = json.loads(card.read_text(encoding="utf-8")) if card.is_file() else {}
    return Trained(validation.model, said, validation)

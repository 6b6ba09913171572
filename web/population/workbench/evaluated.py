"""The evaluations kept in the store, as their pages read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from lco.population.evaluation.report import Evaluation
from lco.population.evaluation.verdict import VerdictRefused


def evaluations() -> Sequence[Evaluation]:
    """Return every evaluation of the store that can be read, the newest first."""
    read = (_read(path) for path in sorted(_folder().glob("*.json"))) if settings.LCO_STORE else ()
    known = [each for each in read if each is not None]
    return sorted(known, key=lambda each: (str(each.made_at or ""), each.id), reverse=True)


def unreadable() -> Sequence[str]:
    """Return the names of files that are no evaluation, or whose verdict its own numbers do not allow."""
    if not settings.LCO_STORE:
        return []
    return [path.name for path in sorted(_folder().glob("*.json")) if _read(path) is None]


def evaluation_of(id: str) -> Evaluation | None:
    """Return the evaluation of an id, or None."""
    return next((each for each in evaluations() if each.id == id), None)


def _folder() -> Path:
    return Path(settings.LCO_STORE or ".") / "evaluations"


def _read(path: Path) -> Evaluation | None:
    try:
        return Evaluation.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, VerdictRefused):
        return None

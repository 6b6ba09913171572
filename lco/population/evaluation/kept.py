"""Evaluations kept in a store: STORE/evaluations/<id>.json, written whole or not at all, never changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lco.population.evaluation.report import Evaluation
from lco.store.layout import write_durably


def keep(store: Path, evaluation: Evaluation, *, made_at: datetime) -> Evaluation:
    """Write an evaluation to the store, and return it with its id.

    The id is the moment, the design and the start of the SHA-256 of what was found: the same evaluation
    made twice is kept twice, since the records may have grown between.

    Args:
        store: folder of the store.
        evaluation: what was found.
        made_at: when, with its time zone.
    """
    digest = hashlib.sha256(evaluation.to_json().encode()).hexdigest()[:8]
    design = evaluation.design.replace("_", "-")
    id_ = f"{made_at:%Y%m%dT%H%M%S}-{design}-{digest}"
    kept = replace(evaluation, id=id_, made_at=made_at)
    folder = store / "evaluations"
    folder.mkdir(exist_ok=True)
    write_durably(folder / f"{id_}.json", kept.to_json() + "\n")
    return kept

"""Every definition a run follows, with what it says about itself and the version of its source."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from lco.outcomes.register import indicators
from lco.population.definition import Definition
from lco.population.score import scores
from lco.store.run_manifest import DefinitionUsed

_PACKAGE = Path(__file__).resolve().parent.parent
_PLAIN = Path(__file__).with_name("definitions.toml")


def definitions_used() -> tuple[DefinitionUsed, ...]:
    """Return every definition: scores and indicators found in their folders, counts and printed tables."""
    declared = [*scores().values(), *indicators().values()]
    plain = tomllib.loads(_PLAIN.read_text(encoding="utf-8"))["definition"]
    return (*(_declared(each) for each in declared), *(_plain(each) for each in plain))


def _declared(definition: Definition) -> DefinitionUsed:
    return DefinitionUsed(
        id=definition.id,
        kind=definition.kind,
        title=definition.title,
        why=definition.why,
        source=definition.source,
        owner=definition.owner,
        next_review=definition.next_review.isoformat(),
        file=definition.file,
        version=definition.version,
    )


def _plain(says: dict[str, Any]) -> DefinitionUsed:
    source = _PACKAGE / says["file"]
    return DefinitionUsed(
        id=says["id"],
        kind="figure",
        title=says["title"],
        why=says["why"],
        source=says["source"],
        owner=says["owner"],
        next_review=says["next_review"].isoformat(),
        file=f"lco/{says['file']}",
        version=hashlib.sha256(source.read_bytes()).hexdigest()[:12],
    )

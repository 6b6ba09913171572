"""The trained models of the store and of the published run, as their pages read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from lco.population.risk.report import Measured, Validation
from lco.store.layout import StoreRefused
from lco.store.models import ModelEvent, StoredModel, models
from lco.store.place_store import open_store
from web.ui.published import published

# What a run keeps of the model it foresaw risks by.
_OF_RUN = ("model.json", "card.json", "validation.json")


@dataclass(frozen=True)
class Look:
    """One look at a model in use: whether events still come as foreseen and people still look the same."""

    on: date
    people: int
    verdict: str
    stability: float
    ratio: Measured | None
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Trained:
    """A model with its card, its life so far and, once it has been tried, its validation.

    `events` are oldest first; a model known from the published run alone has none.
    """

    id: str
    outcome: str
    card: Mapping[str, Any]
    validation: Validation | None
    events: tuple[ModelEvent, ...] = ()
    looks: tuple[Look, ...] = ()
    is_of_run: bool = False
    sections: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What it foresees, in words."""
        return str(self.card.get("title") or f"Risk of {self.outcome.replace('_', ' ')}")

    @property
    def state(self) -> str:
        """The state it is in, such as ``live``; what is known from a run alone was live when it ran."""
        return self.events[-1].state if self.events else "in the run"

    @property
    def warnings(self) -> Sequence[str]:
        """What must be read before anything else, each sentence once."""
        alerts = self.validation.alerts if self.validation else ()
        return list(dict.fromkeys([*self.card.get("warnings", ()), *alerts]))

    @property
    def bias(self) -> Sequence[tuple[str, str, str]]:
        """Domain, judgement and reason of the check for risk of bias."""
        return [(each["domain"], each["judgement"], each["why"]) for each in self.card.get("bias", ())]


def model_of_run() -> Trained | None:
    """Return the model the risks of the published run were foreseen by; None when it has none."""
    run = published()
    return _in_run(run.run.path) if run else None


def trained() -> Sequence[Trained]:
    """Return every model known: that of the published run first, then the newest.

    Raises:
        StoreRefused: when a model of the store cannot be read; the message says what to do.
    """
    of_run = model_of_run()
    kept = [_in_store(each, of_run) for each in reversed(_stored())]
    if of_run and of_run.id not in {each.id for each in kept}:
        kept.append(of_run)
    return sorted(kept, key=lambda each: not each.is_of_run)


def trained_of(model: str) -> Trained | None:
    """Return the model of an id, or None."""
    try:
        return next((each for each in trained() if each.id == model), None)
    except StoreRefused:
        return None


def _stored() -> Sequence[StoredModel]:
    if settings.LCO_STORE is None or not (Path(settings.LCO_STORE) / "models").is_dir():
        return []
    return models(open_store(Path(settings.LCO_STORE)))


def _in_store(stored: StoredModel, of_run: Trained | None) -> Trained:
    texts = {name: stored.text(name) for name in _OF_RUN}
    return _model(
        texts,
        events=stored.events,
        looks=tuple(_look(each) for each in stored.drift()),
        is_of_run=of_run is not None and of_run.id == stored.model_id,
    )


def _in_run(folder: Path) -> Trained | None:
    files = {name: folder / name for name in _OF_RUN}
    if not files["model.json"].is_file():
        return None
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items() if path.is_file()}
    return _model(texts, is_of_run=True)


def _model(texts: Mapping[str, str], **known: Any) -> Trained:
    model = json.loads(texts["model.json"])
    card = json.loads(texts.get("card.json", "{}"))
    report = texts.get("validation.json")
    sections: dict[str, list[Mapping[str, Any]]] = {}
    for item in card.get("items", ()):
        sections.setdefault(item["section"], []).append(item)
    return Trained(
        id=model["id"],
        outcome=model["outcome"],
        card=card,
        validation=Validation.from_json(report) if report else None,
        sections=sections,
        **known,
    )


def _look(read: Mapping[str, Any]) -> Look:
    ratio = read["observed_over_expected"]
    return Look(
        on=date.fromisoformat(read["on"]),
        people=read["people"],
        verdict=read["verdict"],
        stability=read["risk_stability"],
        ratio=Measured(**ratio) if ratio else None,
        findings=tuple(read["findings"]),
    )

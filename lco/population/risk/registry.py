"""The life of a model: who let it do what, when and why.

    registered -> validated -> approved -> live -> monitored (again each month) -> retired

A model may be retired from any state. While it is live or monitored it scores people; at most one does
for an outcome. Nobody approves a model without a reason, and nothing is ever taken back: a model that was
retired is fitted again under a new id.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from lco.population.risk.model import AdditiveModel, ModelRefused
from lco.population.risk.report import Validation
from lco.store import Store
from lco.store.models import ModelEvent, StoredModel, add_event, changing, live_model, open_model

# Each state, and those it may follow.
STATES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "registered": frozenset(),
        "validated": frozenset({"registered"}),
        "approved": frozenset({"validated"}),
        "live": frozenset({"approved"}),
        "monitored": frozenset({"live", "monitored"}),
        "retired": frozenset({"registered", "validated", "approved", "live", "monitored"}),
    }
)
_NEXT = {"registered": "validated", "validated": "approved", "approved": "taken live"}


def move(store: Store, model_id: str, state: str, *, at: datetime, by: str, why: str) -> StoredModel:
    """Bring a model into another state and write down who did it, when and why.

    Args:
        store: where the model is.
        model_id: its id.
        state: a key of `STATES`.
        at: the present instant.
        by: name of the person who answers for it.
        why: the reason, in a sentence.

    Raises:
        ModelRefused: when the state cannot follow, another model is live for the outcome, or name or
            reason is missing.
        StoreRefused: when there is no such model.
    """
    if not by.strip() or not why.strip():
        raise ModelRefused("A model changes its state by somebody and for a reason: give --by and --why.")
    with changing(store):
        stored = open_model(store, model_id)
        _refuse_order(stored, state)
        if state == "live":
            _refuse_second(store, stored)
        return add_event(stored, ModelEvent(state, at, by.strip(), why.strip()))


def _refuse_order(stored: StoredModel, state: str) -> None:
    if state not in STATES:
        raise ModelRefused(f"There is no state '{state}': it must be one of {', '.join(STATES)}.")
    if stored.state in STATES[state]:
        return
    if stored.state == "retired":
        raise ModelRefused(
            f"The model {stored.model_id} is retired and stays so: fit a new one with 'lco risk fit'."
        )
    needed = _NEXT.get(stored.state)
    must = f"it must be {needed} next" if needed else "it can only be monitored or retired"
    raise ModelRefused(f"The model {stored.model_id} is {stored.state}, so it cannot be {state}: {must}.")


def _refuse_second(store: Store, stored: StoredModel) -> None:
    other = live_model(store, stored.outcome)
    if other is not None:
        raise ModelRefused(
            f"The model {other.model_id} scores {stored.outcome} already: retire it before "
            f"{stored.model_id} goes live."
        )


def model_of(stored: StoredModel) -> AdditiveModel:
    """Return the model that scores.

    Raises:
        ModelRefused: when its file is not one lco wrote.
    """
    return AdditiveModel.from_json(stored.text("model.json"))


def scoring_model(
    store: Store, outcome: str = "emergency_admission"
) -> tuple[AdditiveModel, StoredModel] | None:
    """Return the model that scores people for an outcome now, with its life; None when none is live."""
    stored = live_model(store, outcome)
    return None if stored is None else (model_of(stored), stored)


def validation_of(stored: StoredModel) -> Validation:
    """Return what was found when the model was tried."""
    return Validation.from_json(stored.text("validation.json"))

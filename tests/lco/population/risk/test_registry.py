"""The life of a model: written whole, moved forward only, one live at a time."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lco.population.risk.model import AdditiveModel, ModelRefused, Weighed
from lco.population.risk.registry import STATES, model_of, move, scoring_model
from lco.population.risk.terms import Term
from lco.store import Store, StoreRefused, open_store
from lco.store.models import (
    FILES,
    ModelEvent,
    StoredModel,
    add_drift,
    add_model,
    changing,
    live_model,
    models,
    open_model,
)

AT = datetime(2018, 4, 2, 9, 0, tzinfo=UTC)
MODEL = AdditiveModel("m1", "emergency_admission", -3.0, (Weighed(Term("age", "age"), 0.03, 40.0),))
FORWARD = ["validated", "approved", "live", "monitored"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return open_store(tmp_path / "store", place="smalltown", create=True)


def added(store: Store, name: str = "m1") -> StoredModel:
    files = {**dict.fromkeys(FILES, "{}"), "model.json": MODEL.to_json()}
    return add_model(store, name, files, ModelEvent("registered", AT, "Robin", "Fitted."))


def moved(store: Store, name: str, state: str) -> StoredModel:
    return move(store, name, state, at=AT, by="Robin Analyst", why="Card read.")


def test_a_model_lives_from_registered_to_retired(store: Store) -> None:
    added(store)
    for state in [*FORWARD, "monitored", "retired"]:
        assert scoring_model(store) is None or state in {"monitored", "retired"}
        stored = moved(store, "m1", state)
        assert stored.state == state
        assert stored.is_in_use == (state in {"live", "monitored"})
    assert [each.state for each in open_model(store, "m1").events] == [
        "registered", *FORWARD, "monitored", "retired",
    ]  # fmt: skip
    assert stored.events[1] == ModelEvent("validated", AT, "Robin Analyst", "Card read.")
    assert live_model(store) is None


def test_the_model_that_scores_is_the_live_one(store: Store) -> None:
    added(store)
    for state in FORWARD[:3]:
        moved(store, "m1", state)
    found = scoring_model(store)
    assert found is not None
    assert found[0] == model_of(found[1]) == MODEL
    assert scoring_model(store, "care_home_entry") is None


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("wanted", STATES)
def test_only_declared_moves_are_made(store: Store, state: str, wanted: str) -> None:
    added(store)
    for each in (
        ["retired"] if state == "retired" else FORWARD[: FORWARD.index(state) + 1 if state in FORWARD else 0]
    ):
        moved(store, "m1", each)
    before = open_model(store, "m1").events
    if state in STATES[wanted]:
        assert moved(store, "m1", wanted).state == wanted
        return
    with pytest.raises(ModelRefused, match=r"The model m1 is .+: (it must be|it can only|fit a new one)"):
        moved(store, "m1", wanted)
    assert open_model(store, "m1").events == before


def test_at_most_one_model_is_live_for_an_outcome(store: Store) -> None:
    for name in ("m1", "m2"):
        added(store, name)
        moved(store, name, "validated")
        moved(store, name, "approved")
    moved(store, "m1", "live")
    with pytest.raises(ModelRefused, match="m1 scores emergency_admission already: retire it before m2"):
        moved(store, "m2", "live")
    moved(store, "m1", "retired")
    assert moved(store, "m2", "live").is_in_use


def test_nobody_moves_a_model_without_name_and_reason(store: Store) -> None:
    added(store)
    for by, why in (("", "Read."), ("Robin", "  ")):
        with pytest.raises(ModelRefused, match="give --by and --why"):
            move(store, "m1", "validated", at=AT, by=by, why=why)
    with pytest.raises(ModelRefused, match="There is no state 'loved'"):
        moved(store, "m1", "loved")


def test_a_model_is_registered_once_and_never_changed(store: Store) -> None:
    added(store)
    with pytest.raises(StoreRefused, match="The model m1 is registered already"):
        added(store)
    assert [each.model_id for each in models(store)] == ["m1"]


def test_a_model_that_could_not_be_written_whole_is_not_there(store: Store) -> None:
    with pytest.raises(KeyError):
        add_model(store, "m1", {"model.json": "{}"}, ModelEvent("registered", AT, "R", "."))
    assert models(store) == []
    assert [each.name for each in (store.path / "models").iterdir()] == [".lock"]


def test_what_a_killed_process_left_is_swept(store: Store) -> None:
    left = store.path / "models" / ".incoming-m0"
    left.mkdir(parents=True)
    assert models(store) == []
    added(store)
    assert not left.exists()


def test_two_processes_do_not_change_models_at_once(store: Store) -> None:
    added(store)
    with changing(store), pytest.raises(StoreRefused, match="being changed: wait and try again"):
        moved(store, "m1", "validated")


def test_unknown_and_broken_models_are_refused(store: Store) -> None:
    with pytest.raises(StoreRefused, match=r"There is no model 'm9' .* none yet: fit one with"):
        open_model(store, "m9")
    stored = added(store)
    with pytest.raises(StoreRefused, match="the newest are m1"):
        open_model(store, "m9")
    (stored.path / "events.jsonl").write_text("")
    with pytest.raises(StoreRefused, match="is empty: restore it"):
        models(store)
    (stored.path / "events.jsonl").write_text("not json\n")
    with pytest.raises(StoreRefused, match="cannot be read as a model"):
        models(store)
    (stored.path / "card.json").unlink()
    with pytest.raises(StoreRefused, match=r"card.json cannot be read: restore it"):
        stored.text("card.json")


def test_looks_are_kept_in_order(store: Store) -> None:
    stored = added(store)
    assert stored.drift() == []
    for verdict in ("steady", "act"):
        add_drift(stored, {"at": AT, "verdict": verdict})
    assert [each["verdict"] for each in stored.drift()] == ["steady", "act"]


def test_events_are_one_line_of_json_each(store: Store) -> None:
    stored = moved(store, added(store).model_id, "validated")
    lines = (stored.path / "events.jsonl").read_text().splitlines()
    assert [json.loads(line)["at"] for line in lines] == ["2018-04-02T09:00:00+00:00"] * 2

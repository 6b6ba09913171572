"""A place of 20,000 made-up people has the same features, and the same risks, on both engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from lco.population.features.declared import FEATURES
from lco.population.features.table import read_features, write_features
from lco.population.risk.model import AdditiveModel, Weighed
from lco.population.risk.predictors import predictors
from lco.store import open_store
from tests.lco.population.features.test_writing import INDEX_ON, fifths, records_of, town
from tests.support.engines import connected

pytestmark = pytest.mark.spark


def model() -> AdditiveModel:
    """Return a model with every predictor, its weights drawn at random: what fits them does not matter."""
    chance = np.random.default_rng(5)
    terms = predictors("emergency_admission")
    weighed = tuple(Weighed(term, float(chance.normal(0, 0.1)), 0.0) for term in terms)
    return AdditiveModel("drawn", "emergency_admission", -3.0, weighed)


def written_by(name: Any, folder: Path) -> tuple[pa.Table, dict[int, float]]:
    """Write the features of the place by an engine, and return them with the risks it computes from them."""
    con = connected(name)
    records = records_of(con, open_store(town(20_000)))
    write_features(records, folder, INDEX_ON, deprivation=fifths())
    features = read_features(con, folder)
    risks = con.to_pyarrow(features.select("person", risk=model().probability(features))).to_pylist()
    return con.to_pyarrow(features.order_by("person")), {row["person"]: row["risk"] for row in risks}


def test_twenty_thousand_people_have_the_same_features_and_risks(tmp_path: Path) -> None:
    one, risk = written_by("duckdb", tmp_path / "duckdb")
    other, twin = written_by("spark", tmp_path / "spark")
    assert one.num_rows > 19_000
    for name in ("person", *FEATURES):
        assert other[name].cast(one.schema.field(name).type).equals(one[name]), name
    assert twin.keys() == risk.keys()
    assert max(abs(twin[person] - each) for person, each in risk.items()) < 1e-12

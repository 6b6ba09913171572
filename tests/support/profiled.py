"""A published run of Manchester with the profile of forty thousand made-up people: no records are loaded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

PEOPLE = 40_000
INDEX_ON = date(2018, 4, 1)
UNLIKE = "ardwick_and_longsight"  # its people are ill and admitted twice as often as others of their age


def people_list(homes: tuple[str, ...], *, count: int = PEOPLE, seed: int = 3) -> pa.Table:
    """Return a people list as far as profiles need it; every fiftieth person lives nowhere known."""
    from lco.population.conditions import CATALOGUE

    random = np.random.default_rng(seed)
    home = random.integers(0, len(homes), count)
    fifth = np.clip(1 + home % 5 + random.integers(-1, 3, count), 1, 5)
    age = np.minimum(random.gamma(2.2, 18, count).astype(int), 100)
    twice = np.where(home == homes.index(UNLIKE), 2.0, 1.0)
    admitted = random.poisson(twice * (0.02 + 0.003 * age / 10) * (1.6 - 0.15 * fifth))
    ill = np.zeros(count, dtype=np.int64)
    for number, condition in enumerate(CATALOGUE.values()):
        chance = twice * (0.001 + 0.0004 * age * (number % 7 == 0) + 0.0001 * age)
        ill |= np.where(random.random(count) < chance, condition.bit, 0)
    tier = np.where(
        random.random(count) < 0.02, "high", np.where(random.random(count) < 0.2, "rising", "low")
    )
    placed = [None if at % 50 == 0 else homes[where] for at, where in enumerate(home)]
    columns = {
        "person": np.arange(count),
        "neighbourhood": pa.array(placed, pa.string()),
        "age": age.astype("int16"),
        "sex": np.where(random.random(count) < 0.5, 1, 2).astype("int8"),
        "tier": pa.array(list(tier), pa.string()),
        "emergency_admissions": admitted.astype("int32"),
        "attendances": random.poisson(0.3, count).astype("int32"),
        "bed_days": (admitted * random.poisson(4, count)).astype("int32"),
        "cost_pence": (admitted * 250_000).astype("int64"),
        "illnesses": ill,
        "deprivation": fifth.astype("int8"),
    }
    return pa.table(columns)


def profile_figures(place: Any, listed: pa.Table) -> list[Any]:
    """Return every figure a profile page shows of a people list."""
    import ibis

    from lco import engine
    from lco.periods import twelve_months_before
    from lco.population.areas import areas_of
    from lco.population.deprivation import deprivation_figures
    from lco.population.profile_figures import need_figures
    from lco.population.profiles import cells, cost_figures, count_figures, profile

    con, areas, people = engine.connect(), areas_of(place), ibis.memtable(listed)
    period = twelve_months_before(INDEX_ON)
    counted = cells(con, people)
    found = profile(counted, areas, smallest=8)
    need = need_figures(con, people, found, place, areas, period=period, seed=1, smallest=8)
    return [
        *count_figures(found, areas, on=INDEX_ON.isoformat(), tier_rows=()),
        *cost_figures(counted, found, areas, period=period),
        *deprivation_figures(place, areas),
        *need,
    ]


@pytest.fixture(scope="session")
def profiled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of Manchester with one published run of profiles."""
    from lco.place.pack import load_place
    from lco.population.areas import areas_of
    from lco.store import open_store
    from lco.store.figures import write_figures
    from lco.store.runs import FACTS, new_run
    from tests.support.published import RUN_ID, manifest

    place = load_place("manchester")
    folder = Path(tmp_path_factory.mktemp("profiled")) / "store"
    store = open_store(folder, place=place.id, create=True)
    with new_run(store, RUN_ID) as run:
        listed = people_list(tuple(areas_of(place).neighbourhoods))
        write_figures(profile_figures(place, listed), run.output("figures"))
        parquet.write_table(FACTS.empty_table(), run.output("facts"))
        run.publish(manifest())
    return folder


@pytest.fixture
def profiled(profiled_store: Path, settings: Any) -> Iterator[Any]:
    """Show the profiles in the web; the figures by id."""
    from web.ui.published import published

    settings.LCO_STORE, settings.LCO_PLACE = profiled_store, "manchester"
    run = published()
    assert run is not None
    yield run.figures

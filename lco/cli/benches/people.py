"""How long a list of people takes to publish, and a team's pages on it: the size of a whole city."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lco.cli.benches.result import BenchResult, Line
from lco.place.pack import load_place
from lco.store import BatchManifest, RowCount, Store, open_store
from lco.store.figures import write_figures
from lco.store.run_manifest import PackUsed, RunManifest
from lco.store.runs import FACTS, new_run

PLACE = "manchester"
PEOPLE, QUICK_PEOPLE = 570_000, 20_000
PUBLISH_SECONDS = 30.0
PAGE_MILLISECONDS = 300.0
_ROUNDS = 20
_NOW = datetime(2018, 4, 2, 9, 0, tzinfo=UTC)
_GIVEN = ("Siân", "Mohammed", "Olivia", "王", "Zoë", "Grace", "Jack", "نور", "Amelia", "Daniel", "Ivy", "Leo")
_FAMILY = (
    "O'Neill",
    "Khan",
    "Smith",
    "Łoś",
    "Jones",
    "Taylor",
    "Patel",
    "Hughes",
    "Ng",
    "Ali",
    "Begum",
    "Wood",
)


def bench(*, scratch: Path, quick: bool) -> BenchResult:
    """Measure publishing, and the 95th percentile of a team's pages as its lead sees them.

    Args:
        scratch: folder for the store and the database.
        quick: a small town in place of a whole city.
    """
    people = QUICK_PEOPLE if quick else PEOPLE
    store = _store(scratch / "store", people)
    site: Any = import_module("web.config.site")
    with site.opened(site.Site(store=store.path, data=scratch / "site"), step=lambda _: nullcontext()):
        seconds = _timed(site.publish)
        pages = _pages()
    lines = [
        Line(f"publish {people:,} people", seconds, "s", PUBLISH_SECONDS, "lower", "half a minute"),
        *(
            Line(f"{what}, 95th percentile", took, "ms", PAGE_MILLISECONDS, "lower", "0.3 s")
            for what, took in pages
        ),
    ]
    return BenchResult("people", tuple(lines))


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _pages() -> list[tuple[str, float]]:
    client, person = _lead()
    address = "/teams/people"
    found = client.post("/teams/people/search", {"text": "oneill sian"})["Location"]
    asked = {
        "first page": address,
        "page 100": f"{address}?page=100",
        "search by name": found,
        "filtered, by age": f"{address}?tier=rising&age=75-84&sex=2&sort=-age",
        "who moved up": f"{address}?movement=up&cohort=frail_older_people&judged=not",
        "one person": f"{address}/{person}",
    }
    return [(what, _percentile(client, page)) for what, page in asked.items()]


def _percentile(client: Any, address: str) -> float:
    def get() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}.")

    get()
    took = sorted(_timed(get) for _ in range(_ROUNDS))
    return 1000 * took[int(0.95 * _ROUNDS) - 1]


def _lead() -> tuple[Any, int]:
    """Return a browser signed in as the lead of the first team, and one person of that team."""
    accounts: Any = import_module("web.accounts.actions")
    teams: Any = import_module("web.teams.actions")
    queries: Any = import_module("web.teams.queries")
    client: Any = import_module("django.test").Client(SERVER_NAME="127.0.0.1")
    organisation = accounts.add_organisation(by=None, name="Bench")
    user = accounts.add_user(
        by=None,
        email="lead@bench.example",
        name="Lead",
        role="team_lead",
        organisation=organisation,
        password=f"a long {time.monotonic_ns()} password",
    )
    teams.seed_demo_teams(by=None, place=load_place(PLACE), users=[user])
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, queries.people_seen_by(user).order_by("rank")[0].person_id


def _store(path: Path, people: int) -> Store:
    """Return a store of identities and one published run: random people, spread over the neighbourhoods."""
    store = open_store(path, place=PLACE, create=True)
    draw = np.random.default_rng(1)
    person = np.arange(1, people + 1, dtype="int64") * 15_000_000_000_001
    born_on = draw.integers(-14_000, 16_000, people).astype("datetime64[D]")
    sex = draw.integers(1, 3, people).astype("int8")
    with store.new_batch(kind="synthetic", fingerprint="bench") as batch:
        pq.write_table(_identities(person, born_on, sex, draw), batch.identities_path)
        batch.publish(
            BatchManifest(loaded_at=_NOW, seconds=0, rows=(RowCount("identities", people, people),))
        )
    with new_run(store, "bench") as run:
        pq.write_table(_listed(person, born_on, sex, draw), run.output("people"))
        write_figures([], run.output("figures"))
        pq.write_table(FACTS.empty_table(), run.output("facts"))
        run.publish(_manifest())
    return store


def _identities(person: Any, born_on: Any, sex: Any, draw: Any) -> pa.Table:
    many = len(person)
    return pa.table(
        {
            "person": person,
            "nhs_number": (9_990_000_000 + np.arange(many)).astype(str),
            "given_name": draw.choice(_GIVEN, many),
            "family_name": draw.choice(_FAMILY, many),
            "born_on": born_on,
            "sex": sex,
            "address": ["1 Elm Close"] * many,
            "postcode": ["ZM1 1AA"] * many,
            "is_synthetic": np.ones(many, bool),
        }
    )


def _listed(person: Any, born_on: Any, sex: Any, draw: Any) -> pa.Table:
    many = len(person)
    areas = load_place(PLACE).neighbourhoods
    area = draw.integers(0, len(areas), many)
    rank = draw.permutation(many).astype("int32") + 1
    counts = ("charlson", "emergency_admissions", "attendances", "bed_days", "contacts", "conditions")
    return pa.table(
        {
            "person": person,
            "neighbourhood": np.array([each.id for each in areas])[area],
            "locality": np.array([each.locality for each in areas])[area],
            "practice": np.char.add("P84", draw.integers(0, 90, many).astype(str)),
            "born_on": born_on,
            "sex": sex,
            "age": draw.integers(0, 95, many).astype("int16"),
            "tier": np.where(rank <= many // 20, "high", np.where(rank <= many // 5, "rising", "low")),
            "rank": rank,
            "cost_pence": draw.integers(0, 10**6, many),
            "reasons": ["2 emergency admissions in 12 months; heart failure"] * many,
            **{name: draw.integers(0, 9, many).astype("int32") for name in counts},
            **_need(many, draw),
        }
    )


def _need(many: int, draw: Any) -> dict[str, Any]:
    """Return what a run tells of risk, movement and needs; one in fifty people has moved."""
    move = draw.integers(0, 150, many)
    risk = draw.beta(1, 12, many)
    return {
        "risk": risk,
        "risk_before": risk * draw.uniform(0.5, 1.2, many),
        "former_tier": draw.choice(("high", "rising", "low"), many, p=(0.05, 0.15, 0.8)),
        "movement": np.choose(np.minimum(move, 3), ("up", "down", "new", "same")),
        "movement_reasons": np.where(move < 2, "2 emergency admissions since; heart failure recorded", ""),
        "is_rising_fast": move == 0,
        "segment": draw.choice(("frailty_and_dementia", "long_term_conditions", "healthy"), many),
        "cohorts": draw.choice(("", "frail_older_people;long_term_conditions_and_end_of_life"), many),
        "has_mental_health_need": draw.random(many) < 0.2,
        "is_priority": draw.random(many) < 0.04,
        "impactibility_pence": draw.integers(-15_000, 20_000, many),
        "deprivation": draw.integers(1, 6, many).astype("int8"),
        "hfrs_tenths": pa.array(draw.integers(0, 400, many).astype("int32"), mask=draw.random(many) < 0.9),
        "medicines": draw.integers(0, 12, many).astype("int16"),
    }


def _manifest() -> RunManifest:
    return RunManifest(
        run_id="bench",
        place=PLACE,
        index_on=date(2018, 4, 1),
        engine="duckdb",
        started_at=_NOW,
        finished_at=_NOW,
        code_version="bench",
        code_commit=None,
        pack=PackUsed(PLACE, PLACE, "", ""),
        batches=(),
        definitions=(),
        rows={},
        outputs=(),
        steps=(),
    )

"""A run on a Spark cluster says what a run on this machine says; a wrong address is told in a sentence."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyarrow import parquet

from lco import engine
from lco.engine.backends import _spark_settings
from lco.store.runs import published_run
from tests.lco.engine.clusters import cluster, environment
from tests.support.engines import connected
from tests.support.smalltown import fill


def run(store: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own: a process has one Spark session."""
    return subprocess.run(
        [sys.executable, "-m", "lco.cli", "run", "manchester", "--store", str(store), *options],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


@pytest.mark.spark
def test_a_run_on_a_cluster_lists_the_same_people(tmp_path: Path) -> None:
    connected("spark")  # says what is missing, and leaves the test out where that is allowed
    here, there = (fill(tmp_path / name, place="manchester") for name in ("here", "there"))
    done = run(here.path)
    assert done.returncode == 0, done.stderr
    with cluster(tmp_path) as address:
        done = run(there.path, "--engine", "spark", "--spark-master", address, "--memory", "1GB")
        assert done.returncode == 0, done.stderr[-2000:]
        worked = list((tmp_path / "work").glob("app-*"))
    assert worked, "the worker of the cluster did the work"
    assert published_run(there).manifest.engine == "spark"
    one, other = (parquet.read_table(published_run(store).path / "people.parquet") for store in (here, there))
    assert other.cast(one.schema).equals(one)


@pytest.mark.spark
def test_a_cluster_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    connected("spark")
    store = fill(tmp_path / "store", place="manchester")
    done = run(store.path, "--engine", "spark", "--spark-master", "nonsense://nowhere")
    assert done.returncode == 2
    assert "Spark does not start at 'nonsense://nowhere'" in " ".join(done.stderr.split())
    assert not (store.path / "runs").exists()


def test_without_java_spark_is_refused_with_what_to_do(tmp_path: Path) -> None:
    store = fill(tmp_path / "store", place="manchester")
    bare = tmp_path / "bin"
    bare.mkdir()
    if bash := shutil.which("bash"):
        (bare / "bash").symlink_to(bash)
    code = "from lco import engine; engine.connect('spark')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": str(bare), "JAVA_HOME": str(store.path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "EngineUnavailable" in done.stderr
    assert "Java 17 is installed" in done.stderr or "make setup EXTRAS=spark" in done.stderr


@pytest.mark.parametrize(
    ("master", "memory", "settings"),
    [
        ("local[2]", "4GB", {"spark.driver.memory": "4g", "spark.sql.shuffle.partitions": "4"}),
        ("spark://host:7077", "512 MiB", {"spark.executor.memory": "512m"}),
    ],
)
def test_memory_is_written_as_spark_reads_it(master: str, memory: str, settings: dict[str, str]) -> None:
    found = _spark_settings(master, memory)
    assert settings.items() <= found.items()
    assert ("spark.sql.shuffle.partitions" in found) == master.startswith("local")
    assert engine.engine_of(engine.connect()) == "duckdb"

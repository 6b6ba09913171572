"""A measurement stands beside its limit, and a missed limit is a failure."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from lco.cli import bench
from lco.cli.__main__ import build
from lco.cli.benches.result import BenchResult, Line
from lco.cli.say import Refused


@pytest.mark.parametrize(
    ("measured", "limit", "better", "is_met"),
    [
        (2.0, 2.5, "lower", True),
        (2.6, 2.5, "lower", False),
        (90, 80, "higher", True),
        (79, 80, "higher", False),
        (1, None, "lower", True),
    ],
)
def test_a_limit_is_met_on_its_own_side(
    measured: float, limit: float | None, better: str, is_met: bool
) -> None:
    assert Line("load", measured, "times", limit, better, "a plain copy").is_met is is_met  # type: ignore[arg-type]


def test_an_unknown_measurement_is_refused_with_the_known_ones() -> None:
    outcome = CliRunner().invoke(build(), ["bench", "nothing"])
    assert isinstance(outcome.exception, Refused)
    assert "choose from" in str(outcome.exception)


def test_a_missed_limit_exits_with_one_and_says_so_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    missed = BenchResult("load", (Line("load", 4.0, "times", 3.0, "lower", "a plain copy"),))
    monkeypatch.setattr(bench, "names", lambda: ("load",))
    monkeypatch.setattr(bench, "_measure", lambda *_, **__: missed)
    outcome = CliRunner().invoke(build(), ["bench", "--json"])
    assert outcome.exit_code == 1
    assert json.loads(outcome.stdout)["results"][0]["lines"][0]["measured"] == 4.0

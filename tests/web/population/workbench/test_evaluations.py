"""The pages of evaluations: the comparison stands beside every change, and a false verdict is not shown."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.workbench import evaluation, nothing_shown
from web.population.workbench import effects

pytestmark = pytest.mark.django_db


def _page(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(f"population:{name}", args=args))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_list_gives_each_verdict_with_its_interval(analyst: Client) -> None:
    page = _page(analyst, "evaluations")
    assert "Fewer" in page and "0.83" in page and "0.75 to 0.92" in page
    assert "No effect shown" in page and "0.90 to 1.09" in page


def test_a_page_puts_the_verdict_first_and_the_change_alone_is_no_effect(analyst: Client) -> None:
    found = evaluation()
    page = _page(analyst, "evaluation", found.id)
    assert page.index(found.verdict.sentence) < page.index("How it was found")
    assert "The change of those treated alone is no effect: it is −54.2%" in page
    assert "Against the comparison afterwards it is −8.3%" in page
    assert "regression to the mean" in page


def test_what_does_not_hold_is_said(analyst: Client) -> None:
    page = _page(analyst, "evaluation", nothing_shown().id)
    assert "Before the start the two lines ran apart. ✗ does not hold" in page


def test_a_withheld_rate_has_no_point_and_a_dash() -> None:
    from dataclasses import replace

    found = evaluation()
    first, *rest = found.series
    chart = effects.series_chart(replace(found, series=(replace(first, treated=None), *rest)))
    assert chart is not None and chart.spec is not None
    assert len(chart.spec["data"]["values"]) == 7
    assert chart.rows[0][1] == "–"
    assert effects.series_chart(replace(found, series=())) is None


def test_a_file_whose_verdict_was_changed_is_not_shown_but_named(
    bench_folder: Path, tmp_path: Path, settings: Any, signed_in: Callable[..., Client]
) -> None:
    store = tmp_path / "store"
    shutil.copytree(bench_folder, store, symlinks=True)
    settings.LCO_STORE = store
    path = store / "evaluations" / f"{nothing_shown().id}.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    read["verdict"] = {"finding": "fewer", "sentence": "A saving of 54%."}
    path.write_text(json.dumps(read), encoding="utf-8")
    page = _page(signed_in("finance_lead"), "evaluations")
    assert f"The file {path.name} is no evaluation that can be trusted" in page
    assert "A saving of 54%" not in page


def test_without_evaluations_the_page_says_what_next(signed_in: Callable[..., Client], settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, "manchester"
    assert "Nothing has been evaluated yet" in _page(signed_in("analyst"), "evaluations")
    assert signed_in("commissioner").get(reverse("population:evaluation", args=["x"])).status_code == 404

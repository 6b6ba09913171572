"""The pages of models say what the validation found, with intervals, and never a withheld number."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lco.population.risk.report import MEASURES, BenefitPoint, Measured
from lco.store import open_store
from lco.store.models import ModelEvent, add_drift, add_event, add_model
from tests.support.workbench import MODEL, model_files, validation
from web.population.workbench import curves, measures

pytestmark = pytest.mark.django_db


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def _page(client: Client, name: str, *args: Any, query: str = "") -> str:
    answer = client.get(reverse(f"population:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_measure_is_written_with_its_interval_and_its_meaning(analyst: Client) -> None:
    page = _text(_page(analyst, "validation", MODEL))
    assert "0.742 0.736 to 0.748" in page
    assert "1.03 1.02 to 1.04" in page
    assert "28.1% 27.6% to 28.6%" in page
    for name in validation().measures:
        assert MEASURES[name].replace("'", "&#39;") in page


def test_every_measure_of_the_report_format_has_a_title() -> None:
    assert set(measures.TITLES) == set(MEASURES)


def test_alerts_stand_before_the_numbers(analyst: Client) -> None:
    for name, first in (("model", "How well it foresees"), ("validation", "C-statistic")):
        page = _page(analyst, name, MODEL)
        main = page[page.index("<h1") :]
        assert main.index("Of the most deprived fifth") < main.rindex(first)


def test_the_model_stands_beside_other_ways_to_rank() -> None:
    heads, rows = measures.comparators(validation())
    assert [row[0] for row in rows] == ["This model", "Points", "Gradient boosting"]
    assert rows[1][heads.index("C-statistic")] == "0.710 (0.704 to 0.716)"


def test_groups_are_chosen_by_the_address(analyst: Client) -> None:
    everything = _text(_page(analyst, "validation", MODEL))
    sexes = _text(_page(analyst, "validation", MODEL, query="?by=sex"))
    assert "Fifth 1" in everything
    assert "Fifth 1" not in sexes.split("Fairness, group by group")[1]
    assert "Female" in sexes


def test_a_small_group_is_withheld_and_never_nought(analyst: Client) -> None:
    page = _text(_page(analyst, "validation", MODEL, query="?by=sex"))
    row = page.split("Not specified")[1]
    assert re.match(r".*?People suppressed.*?Had the event suppressed", row)
    assert " 0 " not in row.split("Download")[0]


def test_the_groups_are_taken_away_as_numbers_with_a_purpose(analyst: Client) -> None:
    from web.audit.models import Act, AuditEntry

    address = reverse("population:validation", args=[MODEL])
    taken = analyst.get(f"{address}?by=deprivation&export=csv&purpose=service_planning")
    rows = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig"))))
    head = next(number for number, row in enumerate(rows) if row[:1] == ["Group"])
    assert rows[head + 1][:5] == ["Fifth 1", "Deprivation", "100000", "8000", "0.74"]
    assert AuditEntry.objects.filter(act=Act.EXPORT, object_kind="equity").count() == 1
    assert analyst.get(f"{address}?export=csv&purpose=none").status_code == 400


def test_the_calibration_sentence_says_which_way_the_model_errs() -> None:
    report = validation()
    said = {}
    for value, lower, upper in ((1.2, 1.1, 1.3), (0.8, 0.7, 0.9), (1.01, 0.97, 1.05)):
        found = {**report.measures, "observed_over_expected": Measured(value, lower, upper)}
        said[value] = curves.calibration_chart(replace(report, measures=found)).sentence
    assert said[1.2].startswith("More events happened")
    assert said[0.8].startswith("Fewer events happened")
    assert "within chance" in said[1.01]


def test_the_curve_is_drawn_tenth_by_tenth_over_the_even_line() -> None:
    chart = curves.calibration_chart(validation())
    assert chart.spec is not None
    assert len(chart.spec["data"]["values"]) == len(chart.rows) == 10
    even = chart.spec["layer"][0]["data"]["values"]
    assert all(point["x"] == point["y"] for point in even)


def test_the_decision_curve_says_where_the_model_is_worth_using() -> None:
    points = (
        BenefitPoint(0.05, 0.03, 0.04),
        BenefitPoint(0.10, 0.02, 0.01),
        BenefitPoint(0.20, 0.01, -0.02),
        BenefitPoint(0.40, -0.001, -0.3),
    )
    chart = curves.benefit_chart(replace(validation(), benefit=points))
    assert "between 10.0% and 20.0%" in chart.sentence
    gap = (BenefitPoint(0.01, 0.06, 0.05), BenefitPoint(0.03, 0.04, 0.041), *points)
    assert "between 10.0% and 20.0%" in curves.benefit_chart(replace(validation(), benefit=gap)).sentence
    assert "At no risk" in curves.benefit_chart(replace(validation(), benefit=points[:1])).sentence


NEWER = "emergency_admission-2018-04-01-1f3a9c2e"


@pytest.fixture
def with_stored(bench_folder: Path, tmp_path: Path, settings: Any) -> Path:
    """A store with a model of its own beside that of the run: validated, looked at once."""
    store = tmp_path / "store"
    shutil.copytree(bench_folder, store, symlinks=True)
    settings.LCO_STORE, settings.LCO_PLACE = store, "manchester"
    at = datetime(2018, 4, 2, 9, 0, tzinfo=UTC)
    stored = add_model(
        open_store(store),
        NEWER,
        model_files(NEWER, title="A newer one"),
        ModelEvent("registered", at, "Ada", "Fitted."),
    )
    add_event(stored, ModelEvent("validated", at, "Ada", "Tried on the year after."))
    ratio = {"value": 1.2, "lower": 1.1, "upper": 1.3}
    add_drift(
        stored,
        {
            "at": at,
            "model": NEWER,
            "on": "2018-05-01",
            "people": 500_000,
            "risk_stability": 0.31,
            "stability": {},
            "observed_over_expected": ratio,
            "is_of_validation": False,
            "verdict": "act",
            "findings": ["The risks have shifted: stability index 0.31."],
        },
    )
    return store


def test_models_stand_with_their_state_that_of_the_run_first(
    with_stored: Path, signed_in: Callable[..., Client]
) -> None:
    page = _text(_page(signed_in("commissioner"), "models"))
    assert page.index("of the published run") < page.index("A newer one")
    assert "◔ Validated" in page


def test_a_card_tells_the_life_the_drift_and_what_was_not_done(
    with_stored: Path, signed_in: Callable[..., Client]
) -> None:
    page = _text(_page(signed_in("board_secretary"), "model", NEWER))
    assert "Validated 2 April 2018, 10:00 Ada Tried on the year after." in page.replace("\xa0", " ")
    assert "Act 500,000 1.20 (1.10 to 1.30) 0.310 The risks have shifted" in page
    assert "17. Ethical approval ! Not done None is recorded." in page
    assert "Participants high The people were made up." in page


def test_a_model_known_from_the_run_alone_says_so(analyst: Client) -> None:
    page = _text(_page(analyst, "model", MODEL))
    assert "known from the run that used it" in page
    assert "Nobody has looked at it in use" in page


def test_a_broken_model_is_told_and_no_error(with_stored: Path, signed_in: Callable[..., Client]) -> None:
    (with_stored / "models" / NEWER / "events.jsonl").write_text("{", encoding="utf-8")
    client = signed_in("analyst")
    assert "restore it from a backup" in _page(client, "models")
    assert client.get(reverse("population:model", args=[NEWER])).status_code == 404


def test_without_a_model_the_page_says_why_and_what_next(
    signed_in: Callable[..., Client], published_run: Any
) -> None:
    page = _page(signed_in("board_secretary"), "models")
    assert "No model has been trained" in page
    assert signed_in("analyst").get(reverse("population:validation", args=[MODEL])).status_code == 404


@pytest.mark.parametrize(
    "role", ["team_member", "team_lead", "finance_lead", "administrator", "privacy_officer"]
)
def test_models_are_for_those_who_answer_for_them(
    role: str, signed_in: Callable[..., Client], bench: Any
) -> None:
    assert signed_in(role).get(reverse("population:models")).status_code == 403

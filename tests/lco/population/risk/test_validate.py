"""Validation: group by group, small groups withheld, alerts where something is wrong."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from lco.population.risk import groups as groups_module
from lco.population.risk.alerts import alerts_of
from lco.population.risk.groups import AGE_BANDS, Grouping, groupings_of, groups_in
from lco.population.risk.measures import flags_of, measured
from lco.population.risk.model import ModelRefused
from lco.population.risk.report import GROUPINGS, MEASURES, Group, Measured, Validation
from lco.population.risk.validate import validate
from tests.lco.population.risk.made import people, true_risk

DAY = date(2017, 4, 1)


def tried(count: int = 20_000, **options: Any) -> Validation:
    """Return a validation of the true risks of made-up people."""
    drawn = people(count)
    homes = [["hill", "mill", None][person % 3] for person in drawn.person]
    groupings = groupings_of(drawn.columns, neighbourhoods=homes, names={"hill": "Hill", "mill": "Mill"})
    options = {"groupings": groupings, "comparators": {"prior_spend": drawn.columns["cost_pence"]}, **options}
    return validate(
        true_risk(drawn), drawn.happened, model="m", outcome="o", index_on=DAY, split="later", **options
    )


def test_the_true_risks_pass_without_an_alert_of_calibration() -> None:
    found = tried()
    assert found.measures["observed_over_expected"].value == pytest.approx(1, abs=0.06)
    assert found.measures["calibration_slope"].value == pytest.approx(1, abs=0.08)
    assert not [alert for alert in found.alerts if "too good" in alert or "rises" in alert]
    assert set(found.measures) == set(MEASURES)
    assert set(found.comparators["prior_spend"]) == {
        name for name in MEASURES if "calibration" not in name and "brier" not in name
    } - {"observed_over_expected"}


def test_every_grouping_holds_everybody_once() -> None:
    found = tried(smallest=1)
    for by in GROUPINGS:
        groups = [each for each in found.groups if each.by == by]
        assert sum(each.people or 0 for each in groups) == found.people
        assert sum(each.events or 0 for each in groups) == found.events
    labels = {by: [each.label for each in found.groups if each.by == by] for by in GROUPINGS}
    assert labels["neighbourhood"] == ["Hill", "Mill", "Not placed"]
    assert labels["deprivation"][0] == "1 (most deprived)"
    assert labels["deprivation"][-1] == labels["ethnicity"][-1] == "Not known"
    assert labels["age"] == [label for _, label in AGE_BANDS]


def test_a_groups_numbers_are_those_of_its_people_alone() -> None:
    drawn = people(20_000)
    risks = true_risk(drawn)
    found = tried(smallest=1)
    (women,) = [each for each in found.groups if (each.by, each.id) == ("sex", "female")]
    mine = drawn.columns["sex"] == 2
    assert women.people == mine.sum()
    assert women.measures["c_statistic"].value == pytest.approx(
        roc_auc_score(drawn.happened[mine], risks[mine])
    )
    highest = risks >= np.sort(risks)[-1000]  # the 5% of the whole place, not of the women
    assert women.measures["flag_rate_5"].value == pytest.approx(highest[mine].mean())
    assert women.measures["sensitivity_5"].value == pytest.approx(
        (highest & drawn.happened)[mine].sum() / drawn.happened[mine].sum()
    )
    assert women.measures["need_adjusted_flag_rate_5"].value == pytest.approx(
        highest[mine].sum() / drawn.happened[mine].sum()
    )


def small_groups() -> tuple[Grouping, Any, Any]:
    """Four groups of 400; the third has three events, the last is five people, who all had it."""
    places = np.repeat([0, 1, 2, 3], [400, 400, 400, 5])
    chance = np.random.default_rng(2)
    risks = chance.random(len(places)) / 2
    events = chance.random(len(places)) < risks
    events[places == 2] = False
    events[np.flatnonzero(places == 2)[:3]] = True
    events[places == 3] = True
    return Grouping("ethnicity", {"a": "A", "b": "B", "c": "C", "d": "D"}, places), risks, events


def test_small_groups_are_withheld_whole() -> None:
    grouping, risks, events = small_groups()
    found = {each.id: each for each in groups_in(grouping, risks, events, flags_of(risks), smallest=8)}
    for name in ("c", "d"):
        assert (found[name].people, found[name].events, dict(found[name].measures)) == (None, None, {})
    assert found["a"].people == 400


def test_one_withheld_group_takes_another_with_it() -> None:
    grouping, risks, events = small_groups()
    kept = grouping.places != 3
    fewer = Grouping("ethnicity", {"a": "A", "b": "B", "c": "C"}, grouping.places[kept])
    risks, events = risks[kept], events[kept]
    found = list(groups_in(fewer, risks, events, flags_of(risks), smallest=8))
    assert [each.people is None for each in found].count(True) == 2, "else the total gives it away"


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=7))
def test_withheld_groups_cannot_be_found_from_the_totals(cells: list[tuple[int, int]]) -> None:
    had, had_not = (np.array(each) for each in zip(*cells, strict=True))
    counts = (had + had_not, had, had_not)
    hidden = groups_module._hidden_groups(counts, 8)
    for count in counts:
        assert not ((count > 0) & (count < 8) & ~hidden).any()
        others_shown = ~hidden & (counts[0] > 0)
        if hidden.any() and others_shown.any():
            assert hidden.sum() > 1
            assert not 0 < count[hidden].sum() < 8


def test_measures_of_a_handful_of_flagged_people_are_left_out() -> None:
    found = tried(3_000)
    for group in found.groups:
        for share in ("0.5", "1", "5"):
            if group.people is None or f"sensitivity_{share}" not in group.measures:
                continue
            caught = group.measures[f"sensitivity_{share}"].value * (group.events or 0)
            assert caught == pytest.approx(0, abs=1e-6) or caught > 7.4


def group(by: str, name: str, **measures: tuple[float, float, float]) -> Group:
    found = {measure: Measured(*values) for measure, values in measures.items()}
    return Group(by, name, name.upper(), 1_000, 100, found)


def test_a_model_that_knows_the_outcome_raises_an_alert() -> None:
    drawn = people(5_000)
    leaked = np.clip(true_risk(drawn) + 0.8 * drawn.happened, 0, 0.99)
    found = validate(leaked, drawn.happened, model="m", outcome="o", index_on=DAY, split="later")
    assert found.measures["c_statistic"].value > 0.85
    assert "too good to be true" in found.alerts[0]


@pytest.mark.parametrize(
    ("ratio", "is_alert"),
    [
        ((1.3, 1.1, 1.5), True),
        ((0.8, 0.7, 0.95), True),
        ((1.3, 0.9, 1.8), False),  # may be chance
        ((1.08, 1.02, 1.2), False),  # near enough
    ],
)
def test_a_group_misjudged_beyond_chance_raises_an_alert(
    ratio: tuple[float, float, float], is_alert: bool
) -> None:
    found = alerts_of({}, [group("sex", "female", observed_over_expected=ratio)])
    assert bool(found) == is_alert
    if is_alert:
        assert f"{ratio[0]:.2f} events for each one expected" in found[0]
        assert ("too low" if ratio[0] > 1 else "too high") in found[0]


def test_a_gap_in_who_is_found_raises_an_alert_and_says_when_it_may_be_chance() -> None:
    wide = [
        group("sex", "a", sensitivity_5=(0.2, 0.18, 0.22)),
        group("sex", "b", sensitivity_5=(0.4, 0.3, 0.5)),
    ]
    (alert,) = alerts_of({}, wide)
    assert "20%" in alert and "40%" in alert and "chance" not in alert
    unsure = [wide[0], group("sex", "b", sensitivity_5=(0.4, 0.1, 0.7))]
    assert "it may be chance" in alerts_of({}, unsure)[0]
    near = [wide[0], group("sex", "b", sensitivity_5=(0.29, 0.28, 0.3))]
    assert alerts_of({}, near) == ()


@pytest.mark.parametrize(
    ("ratios", "way"),
    [
        ((0.95, 0.97, 1.0, 1.02, 1.04), "rises"),
        ((1.05, 1.0, 0.99, 0.98, 0.97), "falls"),
        ((1, 1.1, 1, 1, 1), ""),
    ],
)
def test_a_gradient_across_deprivation_raises_an_alert(ratios: tuple[float, ...], way: str) -> None:
    fifths = [
        group("deprivation", str(at + 1), observed_over_expected=(ratio, 0.5, 1.5))
        for at, ratio in enumerate(ratios)
    ]
    found = alerts_of({}, fifths)
    assert bool(found) == bool(way)
    assert not way or way in found[0]
    assert alerts_of({}, fifths[:4]) == ()


def test_the_report_comes_back_from_json_as_it_was() -> None:
    found = tried(3_000)
    assert Validation.from_json(found.to_json()) == found
    timeless = replace(found, index_on=None)
    assert Validation.from_json(timeless.to_json()) == timeless


def test_nothing_can_be_validated_without_events() -> None:
    drawn = people(100)
    with pytest.raises(ModelRefused, match="0 had the event"):
        validate(true_risk(drawn), np.zeros(100), model="m", outcome="o", index_on=DAY, split="")


def test_a_group_with_a_handful_of_events_has_no_c_statistic() -> None:
    events = np.zeros(50, dtype=bool)
    events[:9] = True
    risks = np.linspace(0.1, 0.9, 50)
    assert "c_statistic" not in measured(risks, events, flags_of(risks))
    events[9] = True
    assert "c_statistic" in measured(risks, events, flags_of(risks))


def test_a_whole_place_takes_seconds() -> None:
    drawn = people(300_000)
    groupings = groupings_of(drawn.columns)
    began = time.process_time()
    validate(
        true_risk(drawn), drawn.happened, model="m", outcome="o", index_on=DAY, split="", groupings=groupings
    )
    assert time.process_time() - began < 10

"""The measures of the teams' work in a run: not measured without work, else counted where people live."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lco.outcomes.register import indicators
from lco.records.tables import CaseAct, CaseSource, CaseState
from lco.store import Store, open_store
from lco.store.runs import Run
from lco.teams.workflow import Act, State
from tests.lco.records.loading import load, write
from tests.support.smalltown import run_smalltown, smalltown_run, smalltown_store

__all__ = ["smalltown_run", "smalltown_store"]

OF_WORK = sorted(name for name, each in indicators().items() if each.details["needs"])
CASES = "person,case,opened_on,source,area\n"
EVENTS = "person,case,event,acted_on,act,from_state,to_state,area,reason\n"


def test_the_six_measures_of_the_work_are_there() -> None:
    assert OF_WORK == [
        "actions_on_time",
        "back_within_90_days",
        "flagged_people_reviewed",
        "invitations_declined",
        "plans_agreed_in_six_weeks",
        "stepped_down_at_six_months",
    ]


@pytest.mark.parametrize("indicator", OF_WORK)
def test_without_work_nothing_is_measured_and_nothing_is_nought(smalltown_run: Run, indicator: str) -> None:
    figure = smalltown_run.figures[f"indicator/{indicator}/smalltown"]
    assert (figure.value, figure.numerator, figure.denominator) == (None, None, None)
    assert not figure.is_suppressed
    assert figure.working.startswith("Not measured: the records hold no row of ")


def test_work_that_was_loaded_is_measured_where_people_live(smalltown_store: Store, tmp_path: Path) -> None:
    shutil.copytree(smalltown_store.path, tmp_path / "store")
    store = open_store(tmp_path / "store")
    cases = "".join(f"{person},{person + 100},2017-06-01,tier_list,harbour\n" for person in range(1, 13))
    events = "".join(
        f"{who},{who + 100},{who},2017-06-{20 if who < 10 else 30},include,found,included,harbour,\n"
        for who in range(1, 13)
    )
    files: dict[str, str | bytes] = {"cases.csv": CASES + cases, "case_events.csv": EVENTS + events}
    loaded = load(store, write(tmp_path / "in", files), kind="work")
    assert loaded.new_rows == 24
    run = run_smalltown(store, smallest=1)
    figure = run.figures["indicator/flagged_people_reviewed/smalltown"]
    assert (figure.value, figure.numerator, figure.denominator) == (75.0, 9, 12)
    declined = run.figures["indicator/invitations_declined/smalltown"]
    assert (declined.value, declined.denominator) == (None, 0)
    assert declined.working == "There was nobody to count among in 2017/18: no value."
    assert run.figures["indicator/actions_on_time/smalltown"].working.startswith("Not measured")


def answers(declined: set[int], people: range) -> dict[str, str | bytes]:
    """Return the files of one answer a person, `declined` of them no."""
    lines = "".join(
        f"{who},{who + 100},{who},2017-06-20,{'decline' if who in declined else 'agree'},invited,"
        f"{'declined' if who in declined else 'consented'},harbour,\n"
        for who in people
    )
    return {"case_events.csv": EVENTS + lines}


@pytest.mark.parametrize("smallest", [1, 8])
def test_declines_by_group_make_the_whole_and_small_ones_are_withheld(
    smalltown_store: Store, tmp_path: Path, smallest: int
) -> None:
    shutil.copytree(smalltown_store.path, tmp_path / "store")
    store = open_store(tmp_path / "store")
    load(store, write(tmp_path / "in", answers(set(range(1, 11)), range(1, 31))), kind="work")
    run = run_smalltown(store, smallest=smallest)
    whole = run.figures["indicator/invitations_declined/smalltown"]
    for dimension in ("deprivation", "ethnicity"):
        prefix = f"equity/invitations_declined/{dimension}/"
        parts = [each for name, each in run.figures.items() if name.startswith(prefix)]
        assert len(parts) == 6
        if smallest == 1:
            assert sum(each.numerator or 0 for each in parts) == whole.numerator == 10
            assert sum(each.denominator or 0 for each in parts) == whole.denominator == 30
        else:
            shown = [each for each in parts if each.denominator]
            assert all((each.numerator or 0) >= smallest or each.numerator == 0 for each in shown)
            hidden = [each for each in parts if each.is_suppressed]
            assert len(hidden) != 1, "one withheld part alone is the whole without the others"
    if smallest == 1:
        asian = run.figures["equity/invitations_declined/ethnicity/asian"]
        assert (asian.numerator, asian.denominator) == (2, 4)


def test_without_work_there_is_no_split(smalltown_run: Run) -> None:
    assert not [name for name in smalltown_run.figures if name.startswith("equity/")]


def test_the_codes_of_the_records_are_the_words_of_the_workflow() -> None:
    """A state or act added to the workflow gets a new number in `lco.store.vocabulary`."""
    assert {each.name.lower() for each in CaseAct} == {each.value for each in Act}
    assert {each.name.lower() for each in CaseState} == {each.value for each in State}
    assert [int(each) for each in CaseSource] == [1, 2, 3, 4, 5]

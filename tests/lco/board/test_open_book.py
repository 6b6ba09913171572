"""The open book answers for every figure, back to files and lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lco.board.open_book import Entry, UnknownFigure, explain, near_matches, value_in_words
from lco.store.runs import Run
from tests.support.smalltown import smalltown_run, smalltown_store

__all__ = ["smalltown_run", "smalltown_store"]


def all_below(entry: Entry) -> dict[str, Entry]:
    """Return every entry of a tree by its id."""
    found: dict[str, Entry] = {}
    left = [entry]
    while left:
        each = left.pop()
        if each.id not in found:
            found[each.id] = each
            left += each.inputs
    return found


def test_a_figure_leads_down_to_the_file_it_came_from(smalltown_run: Run) -> None:
    book = all_below(explain(smalltown_run, "population/smalltown"))
    for area in ("east", "harbour", "hill", "west", "mill", "not_placed"):
        assert f"population/{area}" in book
    assert dict(book["records/addresses"].says) == {"rows": "44"}
    batch = dict(book["batch/0001-example"].says)
    assert batch["loaded"] == "2018-04-02T09:00+00:00"
    assert batch["checksum"].startswith("sha256 ")
    assert dict(book["file/smalltown.txt"].says)["checksum"] == f"sha256 {'0' * 64}"
    line = dict(book["places/smalltown/neighbourhoods.csv:2"].says)
    assert "name: Harbour" in line["says"]
    assert (line["source"], line["section"]) == ("An invented place for tests", "tests")


def test_a_tier_leads_to_its_scores_and_its_points(smalltown_run: Run) -> None:
    book = all_below(explain(smalltown_run, "tier/low/hill"))
    assert book["charlson"].kind == "definition"
    assert dict(book["charlson"].says)["code"].startswith("lco/population/scores/charlson.py, version ")
    assert "points: 3" in dict(book["places/smalltown/tier_points.csv:3"].says)["says"]
    assert "share percent: 5" in dict(book["places/smalltown/tiers.csv:2"].says)["says"]
    assert "no predicted risk" in dict(book["tier"].says)["why"]


def test_a_printed_total_leads_to_its_parts(smalltown_run: Run) -> None:
    entry = explain(smalltown_run, "finance/savings/pills/cumulative/difference")
    says = dict(entry.says)
    assert says["value"] == "1 GBP thousand"
    assert says["working"] == "71 printed - 70 computed = 1."
    book = all_below(entry)
    assert dict(book["finance/savings/pills/cumulative/computed"].says)["working"] == "30 + 40 = 70."
    assert "places/smalltown/savings.csv:5" in book


def test_every_figure_can_be_explained_to_the_end(smalltown_run: Run) -> None:
    """Each leaf is a definition, a file, a batch without files or a line of the pack: nothing is unknown."""
    for name in smalltown_run.figures:
        for entry in all_below(explain(smalltown_run, name)).values():
            assert entry.says, f"{name}: nothing is known of {entry.id}"
            assert ("known", "only by its name") not in entry.says, entry.id
            if not entry.inputs:
                assert entry.kind in {"definition", "file", "fact", "records"}, entry.id


def test_what_is_shared_is_made_once(smalltown_run: Run) -> None:
    entry = explain(smalltown_run, "population/east")
    one, other = (part for part in entry.inputs if part.kind == "figure")
    records = [next(each for each in area.inputs if each.id == "records/people") for area in (one, other)]
    assert records[0] is records[1]


def test_a_withheld_figure_says_so_and_nothing_else(smalltown_run: Run) -> None:
    entry = explain(smalltown_run, "population/mill")
    assert dict(entry.says)["value"] == "withheld: small, or it would give a small number away"
    assert "5" not in dict(entry.says)["working"].replace("2018", "")


def test_an_unknown_figure_is_refused_with_near_ones(smalltown_run: Run) -> None:
    with pytest.raises(UnknownFigure, match=r"has no figure 'population/hil': did you mean population/hill"):
        explain(smalltown_run, "population/hil")
    with pytest.raises(UnknownFigure, match="did you mean population/east"):
        explain(smalltown_run, "populaton/east")
    with pytest.raises(UnknownFigure, match="'lco book list' names them all"):
        explain(smalltown_run, "zzzzzzzzzzzz")


def test_near_matches_hold_the_name_or_are_spelt_like_it() -> None:
    known = ["tier/high/hill", "tier/low/hill", "population/hill"]
    assert near_matches("HIGH", known) == ["tier/high/hill"]
    assert near_matches("tier/hihg/hill", known)[0] == "tier/high/hill"
    assert near_matches("", known) == []


def test_values_are_said_with_unit_and_interval(smalltown_run: Run) -> None:
    figure = smalltown_run.figures["indicator/emergency_admissions/smalltown"]
    assert value_in_words(figure) == "200 admissions per 1,000 people (95% interval 86.35 to 394.08)"
    nobody = replace(figure, value=None, working="There was nobody to count among in 2017/18: no value.")
    assert value_in_words(nobody) == "no value: there was nobody to count among in 2017/18: no value."
    gap = smalltown_run.figures["finance/gap/plan"]
    assert value_in_words(gap) == "-400 GBP thousand"

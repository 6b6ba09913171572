"""What is withheld survives an attacker with a solver, who holds one release or two."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lco.disclosure import Before, Sum, withheld
from tests.properties.test_disclosure import SMALLEST, places
from tests.support.attacker import Attack, Release

Table = tuple[dict[str, int], list[Sum]]


def moved(counts: dict[str, int], sums: list[Sum], changes: dict[str, int]) -> dict[str, int]:
    """Return a table with other counts in some innermost cells and every total made new."""
    parts_of: dict[str, tuple[str, ...]] = {}
    for each in sums:
        parts_of.setdefault(each.total, each.parts)

    def count(cell: str) -> int:
        if cell in parts_of:
            return sum(count(part) for part in parts_of[cell])
        return max(0, counts[cell] + changes.get(cell, 0))

    return {cell: count(cell) for cell in counts}


def innermost(table: Table) -> list[str]:
    """Return the cells that are no totals."""
    totals = {each.total for each in table[1]}
    return sorted(cell for cell in table[0] if cell not in totals)


@st.composite
def later(draw: st.DrawFn) -> tuple[Table, dict[str, int]]:
    """Draw a table and the counts of it a little later, a few cells changed by a few people."""
    table = draw(places())
    cells = draw(st.lists(st.sampled_from(innermost(table)), min_size=1, max_size=4, unique=True))
    return table, moved(*table, {cell: draw(st.integers(-6, 6)) for cell in cells})


@given(table=places())
@settings(max_examples=25, deadline=None)
def test_one_release_gives_no_count_away(table: Table) -> None:
    counts, sums = table
    hidden = withheld(counts, sums, smallest=SMALLEST)
    attack = Attack().knows(Release(counts, sums, hidden))
    assert attack.solved() == {}
    assert attack.confined() == {}


@given(table=places(), former=st.integers(2, 12), smallest=st.integers(2, 12))
@settings(max_examples=20, deadline=None)
def test_the_same_counts_with_another_smallest_number_give_none_away(
    table: Table, former: int, smallest: int
) -> None:
    """The same records run twice, the bound changed in between: every cell is known to be the same."""
    counts, sums = table
    before = withheld(counts, sums, smallest=former)
    after = withheld(counts, sums, smallest=smallest, former=before)
    assert before <= after
    attack = Attack().knows(Release(counts, sums, before & after))
    assert attack.solved() == {}
    assert attack.confined() == {}


@given(drawn=later())
@settings(max_examples=25, deadline=None)
def test_two_releases_shortly_after_each_other_give_none_away(drawn: tuple[Table, dict[str, int]]) -> None:
    """The attacker rightly takes it which of the cells withheld twice did not change."""
    (counts, sums), new = drawn
    before = withheld(counts, sums, smallest=SMALLEST)
    after = withheld(new, sums, smallest=SMALLEST, former=before)
    assume(after != new.keys())  # a second release that shows nothing tells nothing
    attack = Attack().knows(Release(counts, sums, before), called="1 ")
    attack.knows(Release(new, sums, after), called="2 ")
    for cell in before:
        if counts[cell] == new[cell]:
            attack.assumes(f"1 {cell}", f"2 {cell}")
    assert attack.solved() == {}
    assert attack.confined() == {}


@given(drawn=later())
@settings(max_examples=20, deadline=None)
def test_what_was_withheld_before_stays_withheld(drawn: tuple[Table, dict[str, int]]) -> None:
    (counts, sums), new = drawn
    before = withheld(counts, sums, smallest=SMALLEST)
    after = withheld(new, sums, smallest=SMALLEST, former=before)
    assert before <= after
    assert withheld(new, sums, smallest=SMALLEST, former=after) == after


def test_without_the_former_pattern_two_releases_do_give_a_count_away() -> None:
    """Why the former pattern matters: 3 people could be found by subtraction a month later."""
    counts = {"all": 103, "a": 3, "b": 40, "c": 60}
    sums = [Sum("all", ("a", "b", "c"))]
    new = {"all": 105, "a": 3, "b": 40, "c": 62}
    before = withheld(counts, sums)
    assert before == {"a", "b"}
    careless = {"a", "c"}  # a pattern that protects the new table on its own just as well
    attack = Attack().knows(Release(counts, sums, before), called="1 ")
    attack.knows(Release(new, sums, careless), called="2 ").assumes_value("1 b", new["b"])
    assert attack.solved()["1 a"] == 3
    assert withheld(new, sums, former=before) == {"a", "b"}


def test_a_count_that_becomes_small_is_not_left_alone_beside_former_ones() -> None:
    """Were `c` withheld beside `a` and `b` alone, what these were before would tell it."""
    sums = [Sum("all", ("a", "b", "c", "d"))]
    counts = {"all": 153, "a": 3, "b": 40, "c": 60, "d": 50}
    new = {"all": 98, "a": 3, "b": 40, "c": 5, "d": 50}
    before = withheld(counts, sums)
    assert before == {"a", "b"}
    assert withheld(new, sums) == {"a", "c"}
    assert withheld(new, sums, former=before) == {"a", "b", "c", "d"}


def test_counts_left_one_value_by_nought_are_protected() -> None:
    """No equation fixes a corner, yet nought beside it does: 8 people in a row, none in the other column."""
    counts = {"r1": 8, "r2": 9, "c1": 8, "c2": 9, "11": 8, "12": 0, "21": 0, "22": 9, "all": 17}
    sums = [
        Sum("r1", ("11", "12")),
        Sum("r2", ("21", "22")),
        Sum("c1", ("11", "21")),
        Sum("c2", ("12", "22")),
        Sum("all", ("r1", "r2")),
        Sum("all", ("c1", "c2")),
    ]
    four = frozenset({"11", "12", "21", "22"})
    assert Attack().knows(Release(counts, sums, four)).confined() == {}
    hidden = withheld(counts, sums, already=four)
    assert Attack().knows(Release(counts, sums, hidden)).confined() == {}
    # Six people in a part, and a total that leaves room for no other: the bound alone would tell.
    tight = {"all": 0, "a": 0, "b": 0, "place": 20, "rest": 20}
    known = [Sum("all", ("a", "b")), Sum("place", ("all", "rest"))]
    assert Attack().knows(Release(tight, known, {"a", "b"})).confined() == {"a": 0, "b": 0}
    further = withheld(tight, known, already={"a", "b"})
    assert {"a", "b"} < further
    assert Attack().knows(Release(tight, known, further)).confined() == {}


def test_the_pattern_of_another_day_is_preferred_and_forces_nothing() -> None:
    counts = {"all": 110, "a": 3, "b": 30, "c": 37, "d": 40}
    sums = [Sum("all", ("a", "b", "c", "d"))]
    assert withheld(counts, sums, former=Before(preferred=frozenset({"d"}))) == {"a", "d"}
    assert withheld(counts, sums, former=Before(same=frozenset({"a", "d"}))) == {"a", "d"}
    calm = {**counts, "a": 13, "all": 120}
    assert withheld(calm, sums, former=Before(preferred=frozenset({"a", "d"}))) == frozenset()


def test_what_another_table_withholds_stays_and_what_it_shows_is_spared() -> None:
    counts = {"all": 110, "a": 3, "b": 30, "c": 37, "d": 40}
    sums = [Sum("all", ("a", "b", "c", "d"))]
    assert withheld(counts, sums) == {"a", "b"}
    assert withheld(counts, sums, shown={"b"}) == {"a", "c"}
    assert withheld(counts, sums, already={"d"}) == {"a", "d"}
    assert withheld(counts, sums, smallest=1, already={"d"}) == {"a", "d"}
    assert withheld(counts, sums, shown={"all", "b", "c", "d"}) >= {"a", "b"}
    assert withheld(counts, sums, former={"gone"}) == {"a", "b"}


def test_the_attacker_finds_what_is_there_to_find() -> None:
    counts = {"all": 103, "a": 3, "b": 40, "c": 60}
    sums = [Sum("all", ("a", "b", "c"))]
    careless = Attack().knows(Release(counts, sums, {"a"}))
    assert careless.solved() == {"a": 3}
    assert careless.confined() == {"a": 3}
    two = Attack().knows(Release(counts, sums, {"a", "b"}))
    assert two.solved() == {}
    assert two.confined() == {}


@pytest.mark.parametrize("people", [2_000, 20_000, 600_000])
def test_a_table_of_full_size_is_withheld(people: int) -> None:
    counts, sums = full_size(people)
    hidden = withheld(counts, sums)
    assert {cell for cell, count in counts.items() if 0 < count < 8} <= hidden
    assert len(hidden) < len(counts)
    assert withheld(counts, sums, former=hidden) == hidden
    assert Attack().knows(Release(counts, sums, hidden)).solved() == {}


def full_size(people: int) -> Table:
    """Return thirteen areas in three localities by nineteen bands and three sexes, and by tier."""
    shares = [60, 60, 60, 60, 80, 100, 90, 80, 70, 60, 60, 50, 40, 40, 30, 25, 20, 10, 6]
    sexes = {"female": 499, "male": 499, "not_known": 2}
    groups = {
        f"/{band}/{sex}": share * part / sum(shares) / 1_000
        for band, share in enumerate(shares)
        for sex, part in sexes.items()
    }
    homes = {f"l{one}": tuple(f"l{one}n{two}" for two in range(4)) for one in range(3)}
    sizes = {home: people / 12 * (0.6 + 0.07 * at) for at, home in enumerate(sum(homes.values(), ()))}
    sizes["nowhere"] = people * 0.002
    counts: dict[str, int] = {}
    for home, size in sizes.items():
        counts |= {
            f"{home}{group}": round(size * share + at % 3) for at, (group, share) in enumerate(groups.items())
        }
        counts[home] = sum(counts[f"{home}{group}"] for group in groups)
        counts |= {f"{home}/high": counts[home] // 50, f"{home}/rising": counts[home] // 5}
        counts[f"{home}/low"] = counts[home] - counts[f"{home}/high"] - counts[f"{home}/rising"]
    parents = {**homes, "place": (*homes, "nowhere")}
    sums: list[Sum] = []
    for area, inside in parents.items():
        for group in ("", *groups, "/high", "/rising", "/low"):
            sums.append(Sum(f"{area}{group}", tuple(f"{part}{group}" for part in inside)))
            counts[f"{area}{group}"] = sum(counts[f"{part}{group}"] for part in inside)
    for area in (*parents, *sizes):
        sums.append(Sum(area, tuple(f"{area}{group}" for group in groups)))
        sums.append(Sum(area, (f"{area}/high", f"{area}/rising", f"{area}/low")))
    return counts, sums

"""Names, NHS numbers and addresses of made-up people, with the awkward ones real lists have."""

from __future__ import annotations

import functools

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lco.records.synthetic.arrays import AnyArray, Ints, dates, stream
from lco.records.synthetic.people import People
from lco.records.synthetic.plan import Plan
from lco.records.synthetic.reference import names
from lco.store.batches import arrow_schema
from lco.store.tables import IDENTITIES, Ethnicity, Sex

_STEP = 11
_COMMUNITIES: dict[Ethnicity, tuple[str, ...]] = {
    Ethnicity.NOT_KNOWN: ("english", "polish", "pakistani"),
    Ethnicity.ASIAN: ("pakistani", "pakistani", "pakistani", "bangladeshi", "indian", "chinese"),
    Ethnicity.BLACK: ("nigerian", "somali", "caribbean"),
    Ethnicity.MIXED: ("english", "caribbean", "pakistani", "nigerian"),
    Ethnicity.WHITE: ("english", "english", "english", "english", "english", "irish", "irish", "polish"),
    Ethnicity.OTHER: ("arab", "kurdish", "chinese"),
}
_STREETS = ("Alder", "Bramble", "Clough", "Dyers", "Elm", "Foundry", "Garnet", "Heron", "Ivy", "Juniper")
_STREETS_2 = ("Kiln", "Larch", "Mill", "Nettle", "Orchard", "Pebble", "Quarry", "Rowan", "Sorrel", "Thistle")
_KINDS = ("Street", "Road", "Avenue", "Close", "Lane", "Grove")
_HYPHENATED = 0.03
_SECOND_NAME = 0.25
_AWKWARD: tuple[tuple[str | None, str], ...] = (
    ("Zoë", "O'Brien-Núñez"),
    ("Siân", "D'Arcy"),
    ("Łukasz", "Wójcik"),
    ("Þóra", "Ægisdóttir"),
    ("X", "Y"),
    ("محمد", "العلي"),
    ("שרה", "כהן"),
    ("小明", "王"),
    ("ジョン", "スミス"),
    ("Nguyễn", "Thị Ánh"),
    ("Mary  Ann", "van der Berg"),
    ("Renée", "Null"),
    ("Jean-Luc", "St. John-Smythe"),
    (None, "Baby of Ahmed"),
    ("🙂 Sam", "Test"),
    ("A\u200bda", "Zero\u200bwidth"),
    ("Maximilianna" + "-Maximiliana" * 9, "Featherstonehaugh" + "-Featherstonehaugh" * 5),
)


@functools.cache
def _lists() -> dict[tuple[str, str], list[str]]:
    lists: dict[tuple[str, str], list[str]] = {}
    for community, kind, name in names():
        lists.setdefault((community, kind), []).append(name)
    return lists


@functools.cache
def _flat(kind: str) -> tuple[list[str], dict[str, tuple[int, int]]]:
    """Return all names of a kind one after the other, and the first and number of each community."""
    flat: list[str] = []
    where: dict[str, tuple[int, int]] = {}
    for (community, one), listed in sorted(_lists().items()):
        if one == kind:
            where[community] = (len(flat), len(listed))
            flat.extend(listed)
    return flat, where


def identities_of(plan: Plan, chunk: int, people: People) -> pa.Table:
    """Return who the people of a chunk are."""
    rng = stream(plan.seed, chunk, _STEP)
    community = _communities(rng, people)
    given, family = _given(rng, people, community), _family(rng, people, community)
    born = people.born.copy()
    given, family, born = _made_awkward(rng, people, given, family, born)
    number = pa.array(people.nhs_number, mask=people.nhs_number == 0).cast(pa.string())
    address, postcode = _addresses(rng, people)
    sex = np.where(people.female, Sex.FEMALE, Sex.MALE).astype(np.int8)
    made_up = pa.array(np.ones(len(people), dtype=bool))
    columns = [people.person, number, given, family, dates(born), sex, address, postcode, made_up]
    return pa.table([pa.array(column) for column in columns], schema=arrow_schema(IDENTITIES))


def _communities(rng: np.random.Generator, people: People) -> AnyArray:
    """Return the community of each person's names: that of the household where the ethnicity is the same."""
    drawn = rng.random(len(people))
    head = people.household
    drawn = np.where(people.ethnicity == people.ethnicity[head], drawn[head], drawn)
    result = np.empty(len(people), dtype=object)
    for ethnicity, communities in _COMMUNITIES.items():
        rows = np.flatnonzero(people.ethnicity == ethnicity)
        result[rows] = np.array(communities, dtype=object)[(drawn[rows] * len(communities)).astype(int)]
    return result


def _chosen(rng: np.random.Generator, community: AnyArray, kind: str) -> Ints:
    """Draw a name of `kind` for each person; the first names of a list are the most common."""
    _, where = _flat(kind)
    u = rng.random(len(community))
    u *= u
    result = np.zeros(len(community), dtype=np.int32)
    for one, (first, count) in where.items():
        rows = np.flatnonzero(community == one)
        result[rows] = first + (u[rows] * count).astype(np.int32)
    return result


def _given(rng: np.random.Generator, people: People, community: AnyArray) -> pa.Array:
    result = pa.nulls(len(people), pa.string())
    for kind, mask in (("female", people.female), ("male", ~people.female)):
        flat = pa.array(_flat(kind)[0])
        first = flat.take(pa.array(_chosen(rng, community, kind)))
        second = flat.take(pa.array(_chosen(rng, community, kind)))
        both = pc.binary_join_element_wise(first, second, " ")
        name = pc.if_else(pa.array(rng.random(len(people)) < _SECOND_NAME), both, first)
        result = pc.if_else(pa.array(mask), name, result)
    return result


def _family(rng: np.random.Generator, people: People, community: AnyArray) -> pa.Array:
    flat = pa.array(_flat("family")[0])
    own, other = _chosen(rng, community, "family"), _chosen(rng, community, "family")
    keeps = rng.random(len(people)) < 0.2
    head = people.household
    same = (community == community[head]) & ~keeps
    shared = np.where(same, own[head], own)
    double = pc.binary_join_element_wise(flat.take(pa.array(shared)), flat.take(pa.array(other)), "-")
    return pc.if_else(pa.array(rng.random(len(people)) < _HYPHENATED), double, flat.take(pa.array(shared)))


def _made_awkward(
    rng: np.random.Generator, people: People, given: pa.Array, family: pa.Array, born: Ints
) -> tuple[pa.Array, pa.Array, Ints]:
    """Give some people names that break careless software, and pairs the same name and day of birth."""
    wanted = min(len(_AWKWARD), len(people) // 4)
    rows = rng.choice(len(people), size=wanted, replace=False)
    first, last = np.array(given.to_pylist(), dtype=object), np.array(family.to_pylist(), dtype=object)
    for row, (one, other) in zip(rows.tolist(), _AWKWARD, strict=False):
        first[row], last[row] = one, other
    _make_namesakes(people, first, last, born)
    return pa.array(first, pa.string()), pa.array(last, pa.string()), born


def _make_namesakes(people: People, first: AnyArray, last: AnyArray, born: Ints) -> None:
    """Give a few strangers born in the same month and of one sex the same name and day of birth."""
    month = born.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    adult = np.flatnonzero(people.mother < 0)
    order = adult[np.lexsort((people.female[adult], month[adult]))]
    same = (month[order][1:] == month[order][:-1]) & (people.female[order][1:] == people.female[order][:-1])
    same &= people.household[order][1:] != people.household[order][:-1]
    for place in np.flatnonzero(same)[:: max(1, len(adult) // 8)][:8].tolist():
        one, other = order[place], order[place + 1]
        first[other], last[other] = first[one], last[one]
        # The earlier day, so that nothing happened to either before being born.
        born[one] = born[other] = min(born[one], born[other])


def _addresses(rng: np.random.Generator, people: People) -> tuple[pa.Array, pa.Array]:
    """Return address line and postcode of the last home; the postcode area ZM does not exist."""
    head = people.household
    streets = np.array([f"{tree} {kind}" for tree in _STREETS + _STREETS_2 for kind in _KINDS], dtype=object)
    number = (1 + rng.integers(0, 240, len(people)))[head]
    street = (people.lsoa * 7 + rng.integers(0, 9, len(people))[head]) % len(streets)
    text = pa.array(number).cast(pa.string())
    address = pc.binary_join_element_wise(text, pa.array(streets[street], pa.string()), " ")
    outward = pa.array([f"ZM{ward + 1} " for ward in range(int(people.ward.max()) + 1)])
    ward_of_head = people.ward[head]
    unit = np.array([f"{digit}{one}{two}" for digit in range(1, 10) for one in "ABDEFG" for two in "HJLNPQ"])
    inward = pa.array(unit[(street * 3 + number // 40) % len(unit)])
    return address, pc.binary_join_element_wise(outward.take(pa.array(ward_of_head)), inward, "")

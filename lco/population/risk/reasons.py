"""Why a person's risk is what it is, in plain words, and why it changed: computed in the engine.

A reason names something on record that raises the person's risk above that of the mean person, what counts
most first. What lowers the risk, and what has no name in words, is left unsaid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import ibis
from ibis.expr.types import BooleanValue, FloatingValue, StringValue, Table

from lco.population.conditions import CATALOGUE
from lco.population.features.declared import FEATURES
from lco.population.risk.model import AdditiveModel

NO_REASON = "nothing on record that raises the chance above that of most people"
MOST = 4
LEAST = 100  # thousandths of log odds: what raises the odds by less than a tenth is no reason
_BEFORE, _ROSE = "before_", "has_risen"
_PLACES = 1_000  # more names than any model has: a share and a place go into one whole number


@dataclass(frozen=True)
class Reason:
    """How much something counts for each person in log odds, whether it may be named, and in which words."""

    share: FloatingValue
    may_be_named: BooleanValue
    words: StringValue


def reasons(table: Table, model: AdditiveModel, *, most: int = MOST) -> StringValue:
    """Return why each person's risk is above that of the mean person, separated by '; '.

    Args:
        table: a table with the features of the model.
        model: the model.
        most: most reasons named.
    """
    found = [
        Reason(share, *named)
        for name, share in model.contributions(table).items()
        if (named := _named(name, table)) is not None
    ]
    return _strongest(found, NO_REASON, most)


def change_reasons(now: Table, before: Table, model: AdditiveModel, *, most: int = MOST) -> Table:
    """Return `person` and `changed` for people of both days: what moved their risk the way it went.

    Args:
        now: `person` and the features of the later day.
        before: `person` and the features of the earlier day.
        model: the model, the same for both days.
        most: most reasons named; `changed` is empty where there is none.
    """
    return changed_of(both_days(now, before, model), model, most=most)


def both_days(now: Table, before: Table, model: AdditiveModel) -> Table:
    """Return the features of both days and whether the risk rose: what `changed_of` reads.

    Write it down before it is read: as one expression with the words, the risks of both days would be
    computed again for each thing the model weighs.
    """
    former = {f"{_BEFORE}{name}": before[name] for name in model.features}
    later = {name: now[name] for name in model.features}
    both = now.join(before, "person").select(now.person, **later, **former)
    earlier = cast(Table, _Prefixed(both, _BEFORE))
    return both.mutate(**{_ROSE: model.log_odds(both) >= model.log_odds(earlier)})


def changed_of(both: Table, model: AdditiveModel, *, most: int = MOST) -> Table:
    """Return `person` and `changed` from what `both_days` returned."""
    return both.select("person", changed=changed(both, model, before=_BEFORE, most=most))


def changed(table: Table, model: AdditiveModel, *, before: str, most: int = MOST) -> StringValue:
    """Return what moved each person's risk between two days the way it went, separated by '; '.

    Args:
        table: a table with the features of the later day, and those of the earlier day under the same
            names after a prefix.
        model: the model, the same for both days.
        before: the prefix, such as ``before_``.
        most: most reasons named; empty where there is none.
    """
    earlier = cast(Table, _Prefixed(table, before))
    now, then = model.contributions(table), model.contributions(earlier)
    rose = table[_ROSE] if _ROSE in table.columns else model.log_odds(table) >= model.log_odds(earlier)
    way = rose.ifelse(1, -1).cast("float64")
    found = [
        Reason((now[name] - then[name]) * way, *words)
        for name in now
        if (words := _changed(name, table, earlier)) is not None
    ]
    return _strongest(found, "", most)


class _Prefixed:
    """A table whose columns are asked for without their prefix."""

    def __init__(self, table: Table, prefix: str) -> None:
        self._table, self._prefix = table, prefix

    @property
    def columns(self) -> list[str]:
        return [
            each.removeprefix(self._prefix) for each in self._table.columns if each.startswith(self._prefix)
        ]

    def __getitem__(self, name: str) -> Any:
        return self._table[f"{self._prefix}{name}"]


def _named(name: str, table: Table) -> tuple[BooleanValue, StringValue] | None:
    """Return whether something may be named and its words; None when it has none."""
    if name in CATALOGUE:
        return _has(name, table), ibis.literal(CATALOGUE[name].plain_words)
    feature = FEATURES.get(name)
    if feature is None or not (feature.one or feature.many):
        return None
    value = table[name]
    if "boolean" in feature.type:
        return value.fill_null(False), ibis.literal(feature.one)
    return (value > 0).fill_null(False), _counted(value, feature.one, feature.many)


def _changed(name: str, now: Table, then: Table) -> tuple[BooleanValue, StringValue] | None:
    """Return whether something changed and what became of it, in words; None when it has none."""
    if name in CATALOGUE:
        words = CATALOGUE[name].plain_words
        has, had = _has(name, now), _has(name, then)
        return has != had, has.ifelse(f"new on record: {words}", f"no longer on record: {words}")
    feature = FEATURES.get(name)
    if feature is None or not (feature.one or feature.many):
        return None
    value, former = now[name], then[name]
    if "boolean" in feature.type:
        has = value.fill_null(False)
        return has != former.fill_null(False), has.ifelse(f"now {feature.one}", f"no longer {feature.one}")
    number, earlier = value.fill_null(0), former.fill_null(0)
    said = _counted(number, feature.one, feature.many)
    if not feature.one:  # an age, not a count
        return number != earlier, ibis.literal("now ") + said
    tail = ibis.literal(", was ") + (earlier == 0).ifelse("none", earlier.cast("string"))
    return number != earlier, said + tail


def _has(condition: str, table: Table) -> BooleanValue:
    has: BooleanValue = (table["illnesses"] & ibis.literal(CATALOGUE[condition].bit, "int64")) != 0
    return has


def _counted(value: Any, one: str, many: str) -> StringValue:
    """Return a count in words: none, one or several of it."""
    before, _, after = many.partition("{}")
    several = ibis.literal(before) + value.cast("string") + ibis.literal(after)
    if not one:
        return cast(StringValue, several)
    none = ibis.literal(many.format("no"))
    return cast(StringValue, ibis.cases((value == 0, none), (value == 1, ibis.literal(one)), else_=several))


def _strongest(found: list[Reason], nothing: str, most: int) -> StringValue:
    """Join the words of what counts most.

    Each share, in thousandths, and the place of its words make one whole number: numbers sort alike on
    every engine, equal shares in the order of the model, and only the words that are named are made.
    """
    keys = [_key(each, place) for place, each in enumerate(found)]
    if not keys:
        return cast(StringValue, ibis.literal(nothing))
    # Few of dozens may be named: sorting those alone takes a third of the time.
    strongest = ibis.array(keys).filter(_is_named).sort()[:most]
    joined: StringValue = strongest.map(_words([each.words for each in found])).join("; ")
    return joined.nullif("").fill_null(nothing)


def _key(reason: Reason, place: int) -> Any:
    """Return a number that is the lower the more a reason counts, and 0 where it must not be named."""
    thousandths = (reason.share * 1000 + 0.5).floor().cast("int64")
    is_named = reason.may_be_named & (thousandths >= LEAST)
    key = thousandths * -_PLACES - (_PLACES - 1 - place)
    return is_named.ifelse(key, ibis.literal(0, "int64"))


def _is_named(key: Any) -> Any:
    return key < 0


def _words(words: list[StringValue]) -> Callable[[Any], Any]:
    def of(key: Any) -> Any:
        place = ibis.literal(_PLACES - 1, "int64") + key % ibis.literal(_PLACES, "int64")
        return ibis.cases(*[(place == at, each) for at, each in enumerate(words)], else_="")

    return of

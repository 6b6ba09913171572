"""A neighbourhood beside its place: every comparison of its profile, in a word and a shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lco.outcomes.comparison import Standing, standing
from lco.population.conditions import CATALOGUE
from lco.population.profile_tally import USE
from lco.store.figures import Figure
from web.population.figures import figure
from web.ui import formats, place
from web.ui.published import published


@dataclass(frozen=True)
class Word:
    """How a standing is said and drawn: a word, a sign, and the mark and colour of the picture."""

    text: str
    sign: str
    mark: str
    colour: str

    def __str__(self) -> str:
        """Return sign and word."""
        return f"{self.sign} {self.text}".strip()


_WARM, _COOL, _QUIET = "#b5462f", "#2a5f9e", "#4c6272"
_NOTHING = {
    Standing.WITHHELD: Word(formats.SUPPRESSED, "", "circle", _QUIET),
    Standing.NO_VALUE: Word("not compared", "", "circle", _QUIET),
}
# Of use of care less is better. A condition recorded more often may be more illness or better found.
USE_WORDS: Mapping[Standing, Word] = MappingProxyType(
    {
        Standing.BETTER: Word("better", "▲", "triangle-up", _COOL),
        Standing.SIMILAR: Word("similar", "●", "circle", _QUIET),
        Standing.WORSE: Word("worse", "▼", "triangle-down", _WARM),
        **_NOTHING,
    }
)
CONDITION_WORDS: Mapping[Standing, Word] = MappingProxyType(
    {
        Standing.BETTER: Word("less common", "◀", "triangle-left", _COOL),
        Standing.SIMILAR: Word("similar", "●", "circle", _QUIET),
        Standing.WORSE: Word("more common", "▶", "triangle-right", _WARM),
        **_NOTHING,
    }
)


@dataclass(frozen=True)
class Line:
    """One thing compared: standardised here and in the place, crude here, and how the two stand."""

    title: str
    here: Figure | None
    whole: Figure | None
    crude: Figure | None
    standing: Standing
    words: Mapping[Standing, Word]

    @property
    def word(self) -> Word:
        """The standing as it is said."""
        return self.words[self.standing]


def conditions(area: str) -> Sequence[Line]:
    """Return the long-term conditions of an area, those most common for its age first; without value last."""
    run = published()
    whole = place.identifier()
    found = [
        (each.figure.split("/")[1], each)
        for each in (run.under("prevalence_standardised/") if run else [])
        if each.area == area
    ]
    lines = [
        _line(
            CATALOGUE[name].title if name in CATALOGUE else name,
            each,
            figure(f"prevalence_standardised/{name}/{whole}"),
            figure(f"prevalence/{name}/{area}"),
            CONDITION_WORDS,
        )
        for name, each in found
    ]
    return sorted(lines, key=lambda line: (_value(line) is None, -(_value(line) or 0), line.title))


def use(area: str) -> Sequence[Line]:
    """Return the use of care of an area."""
    whole = place.identifier()
    lines = (
        _line(
            each.title,
            figure(f"use_standardised/{each.id}/{area}"),
            figure(f"use_standardised/{each.id}/{whole}"),
            figure(f"use/{each.id}/{area}"),
            USE_WORDS,
        )
        for each in USE
    )
    return [line for line in lines if line.here]


def admissions(area: str) -> Line | None:
    """Return the emergency admissions of an area, the measure the list of neighbourhoods compares by."""
    return next(iter(use(area)), None)


def tally(lines: Sequence[Line]) -> Mapping[Standing, int]:
    """Return how many stand which way."""
    counted = Counter(line.standing for line in lines)
    return {each: counted[each] for each in Standing}


def _line(
    title: str,
    here: Figure | None,
    whole: Figure | None,
    crude: Figure | None,
    words: Mapping[Standing, Word],
) -> Line:
    found = standing(here, whole, lower_is_better=True) if here else Standing.NO_VALUE
    return Line(title, here, whole, crude, found, words)


def _value(line: Line) -> float | None:
    return line.here.value if line.here else None

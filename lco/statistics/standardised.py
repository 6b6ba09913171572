"""Rates made comparable between areas whose people differ in age.

Source: Office for Health Improvement and Disparities, technical guide on standardised rates, and its R
package PHEindicatormethods 2.1.0, whose test data these functions meet; interval after Dobson and others
1991; European Standard Population 2013, Eurostat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from lco.statistics.intervals import Estimate, StatisticRefused, byar, count_interval

FEWEST_FOR_A_RATE = 10  # below ten events a directly standardised rate says more of chance than of people
# People of 100,000 in the bands 0-4, 5-9 ... 90 and over.
EUROPEAN_2013 = (
    *(5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000),
    *(7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000),
)


@dataclass(frozen=True)
class Indirect:
    """Events of an area beside those expected of its people at the rates of a reference.

    Attributes:
        observed: events of the area.
        expected: events its people would have at the reference's rates.
        ratio: observed over expected with its interval; 1 is as expected.
        rate: the ratio times the reference's crude rate, in the unit asked for.
    """

    observed: float
    expected: float
    ratio: Estimate
    rate: Estimate


def directly_standardised(
    events: Sequence[float],
    population: Sequence[float],
    *,
    per: float,
    squares: Sequence[float] | None = None,
    standard: Sequence[float] = EUROPEAN_2013,
    confidence: float = 0.95,
) -> Estimate | None:
    """Return the rate an area would have, were its people as old as those of a standard population.

    Args:
        events: events by age band.
        population: people by age band.
        per: people the rate is given for, such as 1,000.
        squares: where a person may have several events, each person's number of events squared and summed
            by band; they widen the interval. None when each event is another person's.
        standard: people of the standard by age band.
        confidence: of the interval, which is Dobson's on Byar's limits.

    Returns:
        The rate; None below ten events, and where a band of the standard has nobody here.

    Raises:
        StatisticRefused: when bands do not match, a count is negative or nobody stands behind an event.
    """
    _refuse(population, standard, events)
    spread = events if squares is None else squares
    return _dobson(events, spread, population, per=per, standard=standard, confidence=confidence)


def directly_standardised_repeated(
    people: Sequence[Mapping[int, int]],
    population: Sequence[float],
    *,
    per: float,
    standard: Sequence[float] = EUROPEAN_2013,
    confidence: float = 0.95,
) -> Estimate | None:
    """Return a directly standardised rate of events that one person may have several of, as admissions.

    The rate is that of all events; the interval is wider, since a person's events come together.

    Args:
        people: for each age band, people by how many events they had: ``{1: 75, 2: 16}``.
        population: people by age band.
        per: people the rate is given for.
        standard: people of the standard by age band.
        confidence: of the interval.

    Raises:
        StatisticRefused: as `directly_standardised`.
    """
    events = [sum(number * count for number, count in band.items()) for band in people]
    # People with f events each add f times f: the variance of f times a Poisson count.
    squares = [sum(number * number * count for number, count in band.items()) for band in people]
    return directly_standardised(
        events, population, per=per, squares=squares, standard=standard, confidence=confidence
    )


def indirectly_standardised(
    observed: float,
    population: Sequence[float],
    *,
    reference_events: Sequence[float],
    reference_population: Sequence[float],
    per: float,
    confidence: float = 0.95,
) -> Indirect | None:
    """Return events of an area beside those expected at the rates of a reference population.

    Args:
        observed: events of the area.
        population: people of the area by age band.
        reference_events, reference_population: events and people of the reference by age band.
        per: people the rate is given for.
        confidence: of the interval: exact below ten events, Byar's from ten.

    Returns:
        The ratio and the rate; None when no event is expected.

    Raises:
        StatisticRefused: when bands do not match, a count is negative or a reference band has nobody.
    """
    _refuse(reference_population, population, reference_events)
    if any(people == 0 for people in reference_population):
        raise StatisticRefused("A band of the reference has nobody in it: no rate can be taken from it.")
    pairs = zip(population, reference_events, reference_population, strict=True)
    expected = sum(people * events / reference for people, events, reference in pairs)
    if expected == 0:
        return None
    lower, upper = count_interval(observed, confidence=confidence)
    ratio = Estimate(observed / expected, lower / expected, upper / expected)
    crude = sum(reference_events) / sum(reference_population) * per
    rate = Estimate(ratio.value * crude, ratio.lower * crude, ratio.upper * crude)
    return Indirect(observed, expected, ratio, rate)


def _dobson(
    events: Sequence[float],
    spread: Sequence[float],
    population: Sequence[float],
    *,
    per: float,
    standard: Sequence[float],
    confidence: float,
) -> Estimate | None:
    """Scale Byar's interval of all events to the variance of the weighted rate."""
    total = sum(events)
    if total < FEWEST_FOR_A_RATE or any(people == 0 for people in population):
        return None
    weights = [weight / sum(standard) for weight in standard]
    value = sum(w * x / n for w, x, n in zip(weights, events, population, strict=True))
    variance = sum(w * w * x / (n * n) for w, x, n in zip(weights, spread, population, strict=True))
    lower, upper = byar(total, confidence=confidence)
    scale = sqrt(variance / total)
    # A few events of many admissions each can carry the limit below nought, which no rate is.
    least = max(0.0, value + scale * (lower - total))
    return Estimate(value * per, least * per, (value + scale * (upper - total)) * per)


def _refuse(population: Sequence[float], bands: Sequence[float], events: Sequence[float]) -> None:
    if not len(population) == len(bands) == len(events):
        raise StatisticRefused(
            f"Events of {len(events)} bands, people of {len(population)} and a standard of {len(bands)} "
            "do not match: give the same age bands to all."
        )
    if not all(number >= 0 for number in (*population, *bands, *events)):
        raise StatisticRefused("A band holds less than nought: counts are at least 0.")
    if any(x > 0 and n == 0 for x, n in zip(events, population, strict=True)):
        raise StatisticRefused("A band has events and nobody to have them: check that both are of one area.")

"""Small data with a planted effect, for each design."""

from __future__ import annotations

import numpy as np

from lco.population.evaluation.candidates import Candidates, Question, YearPair
from lco.population.evaluation.discontinuity import Ranked, distance_of_rank
from lco.population.evaluation.panel import Panel

QUESTION = Question("Case management", "emergency_admissions", "emergency admissions")


def chosen_people(seed: int, effect: float, count: int = 12_000) -> Candidates:
    """People with lasting and passing need, of whom those with many admissions are mostly chosen."""
    rng = np.random.default_rng(seed)
    lasting = rng.normal(0, 0.8, count)
    passing = rng.normal(0, 0.8, (count, 3))
    passing[:, 1:] = 0.5 * passing[:, :-1] + np.sqrt(0.75) * passing[:, 1:]
    rates = 0.3 * np.exp(lasting[:, None] + passing)
    events = rng.poisson(rates).astype(float)
    seen = lasting + rng.normal(0, 0.5, count)
    liking = np.log1p(events[:, 1]) + 0.3 * seen + rng.normal(0, 0.8, count)
    treated = np.zeros(count, dtype=bool)
    treated[np.argsort(-liking)[:800]] = True
    events[:, 2] = np.where(treated, rng.binomial(events[:, 2].astype(int), 1 + effect), events[:, 2])
    return Candidates(
        is_treated=treated,
        covariates=np.column_stack([seen, events[:, 1], events[:, 0]]),
        names=("frailty", "admissions", "admissions_before"),
        labels=("frailty", "admissions last year", "admissions the year before"),
        after=events[:, 2],
        after_years=np.ones(count),
        before=events[:, 1],
        earlier=events[:, 0],
        keys=np.zeros(count, dtype=np.int64),
        unselected=YearPair(events[:, 0], events[:, 1], np.ones(count)),
    )


def ranked_people(seed: int, effect: float, *, fuzzy: bool = False, by_rank: bool = True) -> Ranked:
    """Twenty thousand people ranked by a score of need; those above the cut are treated."""
    rng = np.random.default_rng(seed)
    count = 20_000
    need = rng.gamma(1.0, 1.0, count)
    score = rng.gamma(need * 4, 0.25) + 1e-9
    order = np.argsort(np.argsort(-score)) + 1
    distance = distance_of_rank(order, 2_000) if by_rank else np.log(score / 2)
    inside = distance >= 0
    treated = np.where(inside, rng.random(count) < 0.7, rng.random(count) < 0.1) if fuzzy else inside
    after = rng.poisson(0.3 * need * np.where(treated, 1 + effect, 1.0)).astype(float)
    before = rng.poisson(0.3 * need).astype(float)
    return Ranked(distance, by_rank, treated, after, np.ones(count), before)


def neighbourhoods(seed: int, effect: float, starts: list[int], *, drift: float = 0.0) -> Panel:
    """Twelve neighbourhoods over twelve periods, more spread than Poisson's, with seasons of the year."""
    rng = np.random.default_rng(seed)
    begins, periods = np.array(starts), np.arange(12)
    years = np.full((12, 12), 500.0) * rng.uniform(0.5, 1.5, 12)[:, None]
    on = periods[None, :] >= begins[:, None]
    ever = (begins < 12)[:, None]
    rate = 0.1 * np.exp(rng.normal(0, 0.3, 12))[:, None] * np.exp(0.1 * np.sin(periods))[None, :]
    rate = rate * np.where(on, 1 + effect, 1.0) * np.exp(drift * ever * periods[None, :])
    noise = rng.gamma(100, 0.01, (12, 12))
    units = np.arange(12)
    return Panel(
        rng.poisson(rate * years * noise).astype(float),
        years,
        begins,
        units,
        units,
        tuple(f"period {each}" for each in periods),
    )

"""How likely each person was to be treated, and how many events to have, given what was known before."""

from __future__ import annotations

from importlib import import_module

import numpy as np

from lco.population.evaluation.candidates import Candidates, Doubles, EvaluationRefused, Flags
from lco.statistics.intervals import StatisticRefused
from lco.statistics.poisson_regression import poisson_fit

_PENALTY = 1.0
_LIKE_THE_TREATED = 0.01
_SURE = 1e-9


def logit_of_propensity(covariates: Doubles, is_treated: Flags) -> Doubles:
    """Return the log odds of being treated, by logistic regression on standardised covariates.

    Fitted twice: over everybody, then over those treated and those about as likely to be, since a curve
    that fits a whole population fits the few at its top badly. Others are at minus infinity: like nobody
    who was treated.

    Args:
        covariates: people x covariates; long-tailed counts also enter by their logarithm.
        is_treated: who was treated.

    Raises:
        EvaluationRefused: when scikit-learn is not installed.
    """
    everybody = _fitted(covariates, is_treated)
    near = is_treated | alike(everybody, is_treated)
    logit = np.full(len(everybody), -np.inf)
    logit[near] = _fitted(covariates[near], is_treated[near])
    return logit


def _fitted(covariates: Doubles, is_treated: Flags) -> Doubles:
    try:
        linear_model = import_module("sklearn.linear_model")
    except ImportError as missing:
        raise EvaluationRefused(
            "Matching needs scikit-learn: install the extra 'analytics' of lco."
        ) from missing
    features = standardised(with_logarithms(covariates))
    if is_treated.all():
        return np.zeros(len(features))
    model = linear_model.LogisticRegression(C=_PENALTY, solver="newton-cholesky")
    model.fit(features, is_treated)
    return np.asarray(model.decision_function(features), dtype=np.float64)


def with_logarithms(covariates: Doubles) -> Doubles:
    """Return the covariates, and log(1 + x) of those that are counts with a long tail."""
    return np.hstack([covariates, np.log1p(covariates[:, _counts(covariates)])])


def _in_logarithms(covariates: Doubles) -> Doubles:
    return np.where(_counts(covariates), np.log1p(np.maximum(covariates, 0)), covariates)


def _counts(covariates: Doubles) -> Flags:
    highest = covariates.max(axis=0)
    return np.asarray((covariates.min(axis=0) >= 0) & (highest > 1) & (highest > 4 * covariates.mean(axis=0)))


def standardised(covariates: Doubles) -> Doubles:
    """Return each column with mean 0 and standard deviation 1; columns that never vary are left out."""
    spread = covariates.std(axis=0)
    varies = spread > _SURE
    kept = covariates[:, varies]
    return np.asarray((kept - kept.mean(axis=0)) / spread[varies])


def alike(logit: Doubles, is_treated: Flags) -> Flags:
    """Say who was not treated and about as likely to be as those who were: all but their last hundredth."""
    return np.asarray(~is_treated & (logit >= np.quantile(logit[is_treated], _LIKE_THE_TREATED)))


def prognosis(people: Candidates, logit: Doubles) -> Doubles:
    """Return the events a year each person would have without the care, by what was known before.

    Learnt by Poisson regression from people not treated who are like those treated; 0 for everybody unlike
    them. It takes out what matching leaves unlike (Abadie and Imbens, Journal of Business & Economic
    Statistics 2011;29:1-11).

    Args:
        people: everybody.
        logit: their log odds of being treated.
    """
    near = np.isfinite(logit)
    rows = ~people.is_treated[near] & (people.after_years[near] > 0)
    # By their logarithms alone: an exponential of a count itself would run away for the few who have many.
    features = standardised(_in_logarithms(people.covariates[near]))
    design = np.column_stack([np.ones(len(features)), features])
    rates = np.zeros(len(logit))
    try:
        fit = poisson_fit(
            design[rows], people.after[near][rows], people.after_years[near][rows], penalty=_PENALTY
        )
    except StatisticRefused:
        # Too few events to learn from: nothing is taken out, and the balance table shows what is unlike.
        return rates
    # Nobody is foreseen beyond those the regression has seen.
    rates[near] = np.minimum(fit.expected(design), fit.expected(design[rows]).max())
    return rates

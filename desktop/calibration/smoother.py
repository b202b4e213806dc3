"""The ensemble smoother with multiple data assimilation, one assimilation at a time.

Method: A. A. Emerick and A. C. Reynolds, "Ensemble smoother with multiple data assimilation",
Computers & Geosciences 55 (2013) 3-15. A parameter answers only to observations that its members
are visibly correlated with (threshold 3/√members), so that chance does not narrow what history
says nothing about.
"""

from collections.abc import Mapping

import numpy as np

from desktop.calibration.noise import MEASURED, path_covariance
from desktop.calibration.window import BEGIN, REGIMES, Floats, Observed
from desktop.domain.model.model import FittedNoise
from desktop.engine.ensemble.sampling import stream

METHOD = "ES-MDA with correlation-based localization"
REFERENCE = (
    "Emerick and Reynolds (2013), Ensemble smoother with multiple data assimilation, "
    "Computers & Geosciences 55, 3-15, doi:10.1016/j.cageo.2012.03.011"
)
ASSIMILATIONS = 4


def data(observations: tuple[Observed, ...]) -> Floats:
    """Return the record as change since each indicator's first observed year, (OBSERVATION,).

    In logarithms; the first years themselves are left out.
    """
    return np.concatenate([each.logs[1:] - each.logs[0] for each in observations])


def responses(observations: tuple[Observed, ...], predicted: Mapping[str, Floats]) -> Floats:
    """Return the same of the model, (OBSERVATION, MEMBER).

    `predicted` is by indicator, (YEAR, MEMBER) in logarithms, from the year of BEGIN on.
    """
    parts = []
    for each in observations:
        places = [year - BEGIN.year for year in each.years]
        years = predicted[each.indicator][places]
        parts.append(years[1:] - years[0])
    return np.concatenate(parts)


def covariance(
    observations: tuple[Observed, ...], noises: Mapping[str, FittedNoise], years: int
) -> Floats:
    """Return the covariance of the record around the model, (OBSERVATION, OBSERVATION).

    It is that of the noise and of what was mismeasured, in squared logarithms.
    """
    size = sum(len(each.years) - 1 for each in observations)
    whole = np.zeros((size, size))
    begin = 0
    for each in observations:
        noise = noises[REGIMES[each.indicator]]
        places = [year - BEGIN.year for year in each.years]
        block = path_covariance(noise, years)[np.ix_(places, places)]
        block = block - block[:1] - block[:, :1] + block[0, 0]
        end = begin + len(places) - 1
        whole[begin:end, begin:end] = block[1:, 1:] + MEASURED**2 * np.eye(end - begin)
        begin = end
    return whole


def assimilate(
    scores: Floats, record: Floats, given: Floats, error: Floats, seed: int, name: str
) -> Floats:
    """Return the scores, (MEMBER, PARAMETER), after one of ASSIMILATIONS equal assimilations.

    `record` is what `data` returns, `given` what `responses` does, and `error` is the record's
    covariance; `name` and `seed` decide the perturbations.
    """
    from iterative_ensemble_smoother import AdaptiveESMDA
    from threadpoolctl import threadpool_limits

    shocks = stream(seed, name).standard_normal(given.shape)
    # One thread: how many there are may decide the order of sums, and with it the last bit.
    with threadpool_limits(1):
        perturbed = np.linalg.cholesky(error) @ shocks
        smoother = AdaptiveESMDA(covariance=error, observations=record, alpha=ASSIMILATIONS)
        smoother.prepare_assimilation(Y=given, truncation=1.0, observation_perturbations=perturbed)
        moved = smoother.assimilate_batch(X=np.ascontiguousarray(scores.T), n_jobs=1)
    return np.ascontiguousarray(moved.T)

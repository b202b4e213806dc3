"""The shipped model is read once a process: nothing can change it, and its files stay as they are.

What is read from any other folder is read each time.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from pathlib import Path

from desktop.domain.clock import Month
from desktop.domain.historical_record import Past
from desktop.domain.model.model import Model
from desktop.domain.observation import Observation
from desktop.modelfiles.resources import RESOURCES

KEPT = 24
"""Models kept: the vantages that tests come back to."""


def models_read_once(read_model: Callable[..., Model]) -> Callable[..., Model]:
    """Return a `read_model` that remembers what it read of the shipped files."""
    remembered = lru_cache(KEPT)(read_model)

    @wraps(read_model)
    def read(
        folder: Path = RESOURCES,
        vantage: Month | None = None,
        horizon: Month | None = None,
        *,
        calibrated: bool = True,
        observations: Sequence[Observation] = (),
    ) -> Model:
        reader = remembered if folder == RESOURCES else read_model
        return reader(
            folder, vantage, horizon, calibrated=calibrated, observations=tuple(observations)
        )

    return read


def records_read_once(read_record: Callable[..., Past]) -> Callable[..., Past]:
    """Return a `read_record` that remembers what it read of the shipped files."""
    remembered = lru_cache(1)(read_record)

    @wraps(read_record)
    def read(folder: Path = RESOURCES) -> Past:
        return remembered(folder) if folder == RESOURCES else read_record(folder)

    return read

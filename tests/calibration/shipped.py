"""The hindcasts of the shipped ensembles, run once for all tests."""

from collections.abc import Mapping
from functools import cache

from desktop.calibration.hindcast import ORIGINS, Hindcast, hindcast
from desktop.domain.clock import Month
from desktop.modelfiles.read import read_record


@cache
def hindcasts() -> Mapping[Month, Hindcast]:
    """Return the hindcast of every origin, with every member."""
    past = read_record()
    return {origin: hindcast(origin, past=past) for origin in ORIGINS}

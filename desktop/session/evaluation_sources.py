"""Where the pages about the past take their contents from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.calibration.experiments import ExperimentResult, run_experiments
from desktop.calibration.hindcast import Hindcast, hindcast
from desktop.calibration.own_figures import OwnRecord, own_record
from desktop.calibration.track_record import TrackRecord, read_track_record
from desktop.domain.clock import Month
from desktop.domain.observation import Observation
from desktop.domain.wording import Wording
from desktop.modelfiles.weaknesses import read_weaknesses


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold what reads words and figures, quick, and what computes curves and answers, slow."""

    weakness: Callable[[], Wording]
    """The gravest that is known of the model."""
    record: Callable[[], TrackRecord]
    """What ships of the hindcasts: their figures, and the rivals'."""
    hindcast: Callable[[Month], Hindcast]
    experiments: Callable[[], tuple[ExperimentResult, ...]]
    own: Callable[[Sequence[Observation]], OwnRecord] = own_record

    @classmethod
    def of(cls, resources: Path) -> "Sources":
        """Return the sources of a resources folder."""
        return cls(
            weakness=lambda: read_weaknesses(resources)[0].text,
            record=partial(read_track_record, resources),
            hindcast=partial(hindcast, folder=resources),
            experiments=partial(run_experiments, resources),
            own=partial(own_record, folder=resources),
        )

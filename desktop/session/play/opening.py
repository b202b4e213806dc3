"""Reading what a play is played on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.analysis.kept_parts import Kept
from desktop.bridge.kept_answers import KeptAnswers
from desktop.document.play.digest import played_digest
from desktop.document.play.record import PlayRecord
from desktop.document.play.state import Setup
from desktop.domain.clock import MovedClock
from desktop.domain.model.model import Model
from desktop.domain.play.entries import PlayHeader, Pulse, Recorded
from desktop.modelfiles.exercises.drafts import read_draft
from desktop.modelfiles.exercises.read import read_exercise
from desktop.modelfiles.read import read_model
from desktop.session.play.errors import PlayNotReadableError

if TYPE_CHECKING:
    from db import Library

_FILE = "exercise.toml"
"""What the reader calls the text of a play's exercise in what it finds wrong."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenedPlay:
    """Hold a play that was read, up to where it stands."""

    id: int
    name: str
    header: PlayHeader
    record: PlayRecord
    pulse: Pulse | None
    same_model: bool
    """It goes on with this model; otherwise its figures are shown as they were."""

    @property
    def kept(self) -> Kept:
        """Return where is kept what moved a curve in the play as it stands."""
        return Kept(KeptAnswers(), played_digest(self.header, self.record.entries))


def own_vantage(model: Model, resources: Path) -> Model:
    """Return the model at its own vantage, which every play starts from."""
    return read_model(resources) if isinstance(model.clock, MovedClock) else model


def begun(store: "Library", text: str, name: str, model: Model, *, rehearsal: bool) -> OpenedPlay:
    """Keep a new play of an exercise; raise ExerciseFileError where the text is none."""
    exercise = read_exercise(_FILE, text.encode("utf-8"), model)
    header = PlayHeader(text, model.version, model.digest, rehearsal)
    number = store.plays.begin(name, header)
    record = PlayRecord(Setup(exercise, model))
    return OpenedPlay(number, name, header, record, None, same_model=True)


def reopened(store: "Library", play: int, name: str, model: Model) -> OpenedPlay:
    """Read a play up to where it stands.

    Raise PlayNotReadableError where this model does not know what the exercise is about, and what
    the library raises.
    """
    header = store.plays.load_header(play)
    same = header.model_digest == model.digest
    record = record_of(header, store.plays.entries(play), model)
    return OpenedPlay(play, name, header, record, store.plays.last_pulse(play), same)


def record_of(header: PlayHeader, entries: Sequence[Recorded], model: Model) -> PlayRecord:
    """Return the record of a play; raise PlayNotReadableError as `reopened` does."""
    draft = read_draft(_FILE, header.exercise.encode("utf-8"), model)
    if draft.faults:
        raise PlayNotReadableError(made=header.model_version, now=model.version)
    return PlayRecord(Setup(draft.exercise, model), entries)

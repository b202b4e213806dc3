"""An exercise that somebody is still writing: what stands in its file, whatever is wrong."""

from dataclasses import dataclass

from desktop.domain.errors import ModelFileError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.modelfiles.exercises.form import ExerciseFaultError, ExerciseFileError, Faults
from desktop.modelfiles.exercises.read import exercise_of
from desktop.modelfiles.tables import Table, parse


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold an exercise as far as it is written, and what keeps it from being one."""

    exercise: Exercise
    faults: tuple[ExerciseFaultError, ...]


def read_draft(file: str, content: bytes, model: Model) -> Draft:
    """Read an exercise that need not be finished; `file` is the name that faults give.

    A text that is missing is empty, and what cannot be understood is something of its kind in its
    place. Raise ExerciseFileError where nothing can be read: no TOML, or of a later version.
    """
    faults = Faults(file, most=None)
    try:
        exercise = exercise_of(parse(file, content), faults, model)
    except ModelFileError as fault:
        faults.take(fault)
        raise ExerciseFileError(file, faults.found) from fault
    return Draft(exercise, tuple(faults.found))


def faults_in(plain: dict[str, object], model: Model) -> tuple[ExerciseFaultError, ...]:
    """Return what keeps the plain data of a file from being an exercise for this model."""
    faults = Faults("", most=None)
    exercise_of(Table("", "", plain), faults, model)
    return tuple(faults.found)

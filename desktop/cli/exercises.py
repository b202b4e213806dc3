"""The commands about exercises."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.arguments.commands import GOALS
from desktop.cli.call import Call, model_of, show
from desktop.domain.exercise.review import review
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.exercises.form import ExerciseFaultError, ExerciseFileError
from desktop.modelfiles.exercises.read import (
    exercise_files,
    placed,
    read_exercise_file,
)
from desktop.reports import listing
from desktop.reports.streams import complain, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.exercise.exercise import Exercise
    from desktop.domain.exercise.review import DesignWarning
    from desktop.domain.model.model import Model
    from desktop.domain.wording import Wording


def list_exercises(call: Call) -> int:
    """List the exercises that ship."""
    model = model_of(call)
    found = [(path, read_exercise_file(path, model)) for path in exercise_files(call.resources)]
    return show(call, listing.exercises(found, call.language))


def validate_exercise(call: Call) -> int:
    """List all that is wrong with an exercise's file, and all that is weak in it."""
    path = exercise_place(call)
    model = model_of(call)
    refused: ExerciseFileError | None = None
    found: tuple[ExerciseFaultError, ...]
    try:
        exercise = read_exercise_file(path, model)
        weak = review(exercise, model)
        if GOALS.name in call.line.switches:
            weak += _goals(exercise, model)
        found, kind = placed(path.name, weak), "warning"
    except ExerciseFileError as refusal:
        refused, found, kind = refusal, refusal.faults, "error"
    if "--json" in call.line.switches:
        show(call, listing.findings(kind, found, _worded(call, found)))
    elif refused is not None:
        for fault in found:
            complain(call.language.error(fault))
    else:
        for warning in found:
            say(call.language.error(warning))
        say(call.language.plural("exercise.valid", len(found), file=path.name))
    if refused is not None:
        raise refused
    return 0


def _goals(exercise: "Exercise", model: "Model") -> "tuple[DesignWarning, ...]":
    """Return what running the model says of the goals of an exercise."""
    from desktop.analysis.exercise_goals import goal_warnings
    from desktop.document.causes import runs_in_words
    from desktop.engine.compile.compiler import compile_model

    with runs_in_words(model):
        return goal_warnings(compile_model(model), exercise)


def exercise_place(call: Call) -> Path:
    """Return the file that is named, or that of the shipped exercise of this id."""
    typed = str(call.line.argument)
    shipped = {path.stem: path for path in exercise_files(call.resources)}
    path = Path(typed)
    return path if path.exists() else shipped.get(typed, path)


def _worded(call: Call, found: "tuple[ExerciseFaultError, ...]") -> "Iterator[Wording]":
    """Return the sentence of each in both languages."""
    from desktop.domain.wording import Wording

    languages = [load_language(code, call.resources) for code in LANGUAGES]
    for fault in found:
        yield Wording(*(language.error(fault) for language in languages))

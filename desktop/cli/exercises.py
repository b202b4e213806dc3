"""The commands about exercises."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.arguments.commands import GOALS
from desktop.cli.call import Call, model_of, show
from desktop.language.language import LANGUAGES, load_language
from desktop.reports import listing
from desktop.reports.output import TABLE_SUFFIXES, check_free, check_suffix, whole_file
from desktop.reports.streams import complain, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.errors import VecinosError
    from desktop.domain.exercise.exercise import Exercise
    from desktop.domain.exercise.review import DesignWarning
    from desktop.domain.model.model import Model
    from desktop.domain.wording import Wording
    from desktop.modelfiles.exercises.form import ExerciseFaultError


def list_exercises(call: Call) -> int:
    """List the exercises that ship."""
    from desktop.modelfiles.exercises.read import exercise_files, read_exercise_file

    model = model_of(call)
    found = [(path, read_exercise_file(path, model)) for path in exercise_files(call.resources)]
    return show(call, listing.exercises(found, call.language))


def validate_exercise(call: Call) -> int:
    """List all that is wrong with an exercise's file, and all that is weak in it."""
    from desktop.domain.exercise.review import review
    from desktop.modelfiles.exercises.form import ExerciseFileError
    from desktop.modelfiles.exercises.read import placed, read_exercise_file

    path = exercise_place(call, str(call.line.argument))
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


def import_msel(call: Call) -> int:
    """Write a copy of an exercise with the injects of a sheet, or list all that is wrong in it."""
    from desktop.modelfiles.exercises.msel import MselFileError, read_msel_file
    from desktop.modelfiles.exercises.read import SUFFIX, read_exercise_file
    from desktop.modelfiles.exercises.write import changed_file
    from desktop.modelfiles.tables import file_bytes

    line = call.line
    new = Path(str(line.value("--out")))
    check_suffix(new, (SUFFIX,))
    check_free(new)
    path = exercise_place(call, str(line.value("--into")))
    model = model_of(call)
    exercise = read_exercise_file(path, model)
    as_json = "--json" in line.switches
    try:
        changes = read_msel_file(Path(str(line.argument)), exercise, model)
    except MselFileError as refusal:
        if as_json:
            show(call, listing.msel_faults(refusal.faults, _worded(call, refusal.faults)))
        else:
            for fault in refusal.faults:
                complain(call.language.error(fault))
        raise
    text = changed_file(file_bytes(path).decode("utf-8"), changes.exercise, model)
    with whole_file(new) as temporary:
        temporary.write_bytes(text.encode("utf-8"))
    if as_json:
        return show(call, listing.msel_changes(changes))
    say(
        call.language.text(
            "exercise.msel_taken",
            file=new,
            added=len(changes.added),
            changed=len(changes.changed),
            removed=len(changes.removed),
        )
    )
    return 0


def export_msel(call: Call) -> int:
    """Write the injects of an exercise as a sheet, which is not there yet."""
    from desktop.modelfiles.exercises.read import read_exercise_file
    from desktop.reports.msel_file import write_msel

    path = Path(str(call.line.further))
    check_suffix(path, TABLE_SUFFIXES)
    check_free(path)
    place = exercise_place(call, str(call.line.argument))
    exercise = read_exercise_file(place, model_of(call))
    write_msel(exercise, path, call.language.code)
    say(call.language.plural("exercise.msel_written", len(exercise.injects), file=path))
    return 0


def exercise_place(call: Call, typed: str) -> Path:
    """Return the file that is named, or that of the shipped exercise of this id."""
    from desktop.modelfiles.exercises.read import exercise_files

    shipped = {path.stem: path for path in exercise_files(call.resources)}
    path = Path(typed)
    return path if path.exists() else shipped.get(typed, path)


def _worded(call: Call, found: "Sequence[VecinosError]") -> "Iterator[Wording]":
    """Return the sentence of each in both languages."""
    from desktop.domain.wording import Wording

    languages = [load_language(code, call.resources) for code in LANGUAGES]
    for fault in found:
        yield Wording(*(language.error(fault) for language in languages))

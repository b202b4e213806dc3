"""Run an exercise's opening, and put every document of it into a folder."""

from collections.abc import Sequence
from pathlib import Path

from desktop.document.causes import runs_in_words
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.engine.compile.compiler import compile_model
from desktop.language.language import Language
from desktop.reports.exercise_paper.pack import ExercisePack
from desktop.reports.paper.curves import run_curves
from desktop.reports.paper.files import write_documents
from desktop.reports.paper.sheet import LARGE, NORMAL


def print_exercise(
    exercise: Exercise, model: Model, languages: Sequence[Language], folder: Path, *, large: bool
) -> int:
    """Write every document of an exercise and return how many files there are.

    Needs a running application with the program's fonts, on any thread, and takes a while. Raise
    what `write_documents` raises.
    """
    start = exercise.start
    choice = EnsembleChoice(members=start.members, seed=start.seed)
    with runs_in_words(model):
        asked = RunRequest(start.policy, choice, start.assumptions)
        curves = run_curves(compile_model(model), asked)
    sizes = LARGE if large else NORMAL
    documents = ExercisePack(exercise, curves, languages, sizes).documents()
    return len(write_documents(documents, folder, sizes=sizes))

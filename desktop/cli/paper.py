"""The command that prints an exercise."""

import os
from pathlib import Path

from desktop.cli.call import Call, model_of
from desktop.cli.exercises import exercise_place
from desktop.language.language import BOTH, LANGUAGES, load_language
from desktop.reports.interrupt import leave_at_once
from desktop.reports.streams import say


def write_paper(call: Call) -> int:
    """Write every document of an exercise into a folder."""
    from desktop.modelfiles.exercises.read import read_exercise_file

    line = call.line
    folder = Path(str(line.further))
    asked = line.value("--lang") or call.language.code
    codes = [code for code in LANGUAGES if asked in (code, BOTH)]
    model = model_of(call)
    exercise = read_exercise_file(exercise_place(call, str(line.argument)), model)
    leave_at_once()

    from desktop.reports.paper.files import check_folder, write_documents

    # Making it all takes a while.
    check_folder(folder)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

    from desktop.app.qt_application import application
    from desktop.charts.fonts import load_fonts
    from desktop.document.causes import runs_in_words
    from desktop.domain.ensemble import EnsembleChoice, RunRequest
    from desktop.engine.compile.compiler import compile_model
    from desktop.reports.exercise_paper.pack import ExercisePack
    from desktop.reports.paper.curves import run_curves
    from desktop.reports.paper.sheet import LARGE, NORMAL

    application()
    load_fonts(call.resources)
    start = exercise.start
    choice = EnsembleChoice(members=start.members, seed=start.seed)
    with runs_in_words(model):
        asked_run = RunRequest(start.policy, choice, start.assumptions)
        curves = run_curves(compile_model(model), asked_run)
    sizes = LARGE if "--large" in line.switches else NORMAL
    languages = [load_language(code, call.resources) for code in codes]
    documents = ExercisePack(exercise, curves, languages, sizes).documents()
    written = write_documents(documents, folder, sizes=sizes)
    say(call.language.plural("paper.written", len(written), folder=folder))
    return 0

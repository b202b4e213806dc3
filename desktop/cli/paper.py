"""The command that prints an exercise."""

import os
from pathlib import Path

from desktop.cli.call import Call, model_of
from desktop.cli.exercises import exercise_place
from desktop.language.language import BOTH, LANGUAGES, load_language
from desktop.modelfiles.exercises.read import read_exercise_file
from desktop.reports.interrupt import leave_at_once
from desktop.reports.streams import say


def write_paper(call: Call) -> int:
    """Write every document of an exercise into a folder."""
    line = call.line
    folder = Path(str(line.further))
    asked = line.value("--lang") or call.language.code
    codes = [code for code in LANGUAGES if asked in (code, BOTH)]
    model = model_of(call)
    exercise = read_exercise_file(exercise_place(call, str(line.argument)), model)
    leave_at_once()

    from desktop.reports.paper.files import check_folder

    # Making it all takes a while.
    check_folder(folder)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

    from desktop.app import application
    from desktop.charts.fonts import load_fonts
    from desktop.reports.exercise_paper.printing import print_exercise

    application()
    load_fonts(call.resources)
    languages = [load_language(code, call.resources) for code in codes]
    count = print_exercise(exercise, model, languages, folder, large="--large" in line.switches)
    say(call.language.plural("paper.written", count, folder=folder))
    return 0

"""The command that writes the after-action report of a play."""

import os
import sys
from typing import TYPE_CHECKING

from desktop.cli.call import Call, model_of, open_store, output_path
from desktop.language.language import BOTH, LANGUAGES, load_language
from desktop.reports.interrupt import leave_at_once
from desktop.reports.output import REPORT_SUFFIXES, whole_file
from desktop.reports.progress import RunsLine
from desktop.reports.streams import complain, say

if TYPE_CHECKING:
    from desktop.reports.after_action.played import PlayedExercise


def write_report(call: Call) -> int:
    """Write the report of a play, as it was edited, in the format of the file's name."""
    line = call.line
    path = output_path(line.value("--out"), REPORT_SUFFIXES)
    assert path is not None
    asked = line.value("--lang") or call.language.code
    languages = [load_language(code, call.resources) for code in LANGUAGES if asked in (code, BOTH)]
    played = _played(call)
    leave_at_once()
    # The neighbour is made first: a folder that is not there is told before the model runs.
    with whole_file(path) as temporary:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"

        from desktop.app.qt_application import application
        from desktop.bridge.kept_answers import KeptAnswers
        from desktop.charts.fonts import load_fonts
        from desktop.reports.after_action.file import report_content
        from desktop.reports.after_action.runs import most_runs

        application()
        load_fonts(call.resources)
        steps = most_runs(played.setup, played.state)
        line_of_runs = RunsLine(sys.stderr, call.language, steps)
        content = report_content(
            played,
            languages,
            path.suffix.lower(),
            named="--no-names" not in line.switches,
            advance=line_of_runs.show,
            answers=KeptAnswers(),
        )
        if played.same_model:
            line_of_runs.end()
        temporary.write_bytes(content)
    if not played.same_model:
        made, now = played.header.model_version, played.setup.model.version
        complain(call.language.text("notice.report_of_other_model", made=made, now=now))
    say(call.language.text("notice.report_written", path=path))
    return 0


def _played(call: Call) -> "PlayedExercise":
    """Return the play that is named, as the library has it, with what was written of it."""
    from desktop.session.report.opening import opened_report

    model = model_of(call)
    with open_store(call.line) as store:
        number = store.plays.find(str(call.line.argument))
        name = next(one.name for one in store.plays.listed() if one.id == number)
        return opened_report(store, number, name, model).played()

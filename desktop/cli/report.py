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

_SLIDES = ".pptx"


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

        from desktop.app import application
        from desktop.charts.fonts import load_fonts
        from desktop.document.causes import runs_in_words
        from desktop.engine.compile.compiler import compile_model
        from desktop.reports.after_action.findings import after_action_deck
        from desktop.reports.after_action.played import with_runs
        from desktop.reports.after_action.report import after_action_report
        from desktop.reports.after_action.runs import most_runs
        from desktop.reports.paper.files import WRITERS
        from desktop.reports.paper.pptx_writer import pptx_file
        from desktop.reports.paper.sheet import NORMAL

        application()
        load_fonts(call.resources)
        if played.same_model:
            setup, state = played.setup, played.state
            with runs_in_words(setup.model):
                line_of_runs = RunsLine(sys.stderr, call.language, most_runs(setup, state))
                played = with_runs(played, compile_model(setup.model), line_of_runs.show)
                line_of_runs.end()
        named = "--no-names" not in line.switches
        suffix = path.suffix.lower()
        if suffix == _SLIDES:
            content = pptx_file(after_action_deck(played, languages, named=named))
        else:
            document = after_action_report(played, languages, named=named)
            content = WRITERS[suffix](document, NORMAL)
        temporary.write_bytes(content)
    if not played.same_model:
        made, now = played.header.model_version, played.setup.model.version
        complain(call.language.text("notice.report_of_other_model", made=made, now=now))
    say(call.language.text("notice.report_written", path=path))
    return 0


def _played(call: Call) -> "PlayedExercise":
    """Return the play that is named, as the library has it."""
    from desktop.domain.report import UNWRITTEN
    from desktop.reports.after_action.played import PlayedExercise
    from desktop.session.play.opening import reopened

    model = model_of(call)
    with open_store(call.line) as store:
        number = store.plays.find(str(call.line.argument))
        name = next(one.name for one in store.plays.listed() if one.id == number)
        opened = reopened(store, number, name, model)
        kept = store.reports.load(number)
    record = opened.record
    return PlayedExercise(
        opened.name,
        opened.header,
        record.setup,
        record.entries,
        record.state,
        same_model=opened.same_model,
        draft=UNWRITTEN if kept is None else kept.history.draft,
    )

"""The command that writes a scenario's brief."""

import os
import sys

from desktop.cli.call import Call, kept_scenario, output_path
from desktop.language.language import BOTH, LANGUAGES, load_language
from desktop.reports.interrupt import leave_at_once
from desktop.reports.output import PAPER_SUFFIXES, whole_file
from desktop.reports.progress import RunsLine
from desktop.reports.streams import say


def write_brief(call: Call) -> int:
    """Write the two pages of a scenario in the format of the file's name."""
    line = call.line
    path = output_path(line.value("--out"), PAPER_SUFFIXES)
    assert path is not None
    asked = line.value("--lang") or call.language.code
    languages = [load_language(code, call.resources) for code in LANGUAGES if asked in (code, BOTH)]
    model, scenario = kept_scenario(call, str(line.argument))
    leave_at_once()
    # The neighbour is made first: a folder that is not there is told before the model runs.
    with whole_file(path) as temporary:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"

        from desktop.app.qt_application import application
        from desktop.bridge.kept_answers import KeptAnswers
        from desktop.charts.fonts import load_fonts
        from desktop.reports.brief.file import brief_content
        from desktop.reports.brief.runs import most_runs

        application()
        load_fonts(call.resources)
        progress = RunsLine(sys.stderr, call.language, most_runs(scenario))
        suffix = path.suffix.lower()
        content = brief_content(model, scenario, languages, suffix, progress.show, KeptAnswers())
        progress.end()
        assert content is not None
        temporary.write_bytes(content)
    say(call.language.text("notice.brief_written", path=path))
    return 0

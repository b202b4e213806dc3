"""The content of a report's file, in the format of its suffix."""

from collections.abc import Sequence

from desktop.analysis.kept_parts import Answers
from desktop.document.causes import runs_in_words
from desktop.engine.compile.compiler import compile_model
from desktop.language.language import Language
from desktop.reports.after_action.findings import after_action_deck
from desktop.reports.after_action.played import PlayedExercise, with_runs
from desktop.reports.after_action.report import after_action_report
from desktop.reports.after_action.runs import Advance
from desktop.reports.paper.files import WRITERS
from desktop.reports.paper.pptx_writer import pptx_file
from desktop.reports.paper.sheet import NORMAL

_SLIDES = ".pptx"


def report_content(
    played: PlayedExercise,
    languages: Sequence[Language],
    suffix: str,
    *,
    named: bool,
    advance: Advance = lambda _: True,
    answers: Answers | None = None,
) -> bytes:
    """Return the file of a report; what was played under another model is not run again.

    It needs a running application and the fonts. `advance` is told how many of `most_runs` runs
    are made; stopped, the report says nothing of them. Parts that `answers` keep are not worked out
    again. Raise what a run raises.
    """
    if played.same_model:
        model = played.setup.model
        with runs_in_words(model):
            played = with_runs(played, compile_model(model), advance, answers)
    if suffix == _SLIDES:
        return pptx_file(after_action_deck(played, languages, named=named))
    return WRITERS[suffix](after_action_report(played, languages, named=named), NORMAL)

"""The content of a brief's file."""

from collections.abc import Sequence

from desktop.analysis.kept_parts import Answers
from desktop.document.causes import runs_in_words
from desktop.document.own_names import named
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import compile_model
from desktop.language.language import Language
from desktop.reports.brief.document import SIZES, scenario_brief
from desktop.reports.brief.runs import Advance, brief_runs
from desktop.reports.paper.files import WRITERS


def brief_content(
    model: Model,
    scenario: Scenario,
    languages: Sequence[Language],
    suffix: str,
    advance: Advance,
    answers: Answers | None = None,
) -> bytes | None:
    """Return the file of a brief in the format of a suffix; None soon after `advance` said stop.

    Parts that `answers` keep are not worked out again. It needs a running application and the
    fonts. Raise what a run raises.
    """
    with runs_in_words(model):
        runs = brief_runs(compile_model(named(model, scenario)), scenario, advance, answers)
    return None if runs is None else WRITERS[suffix](scenario_brief(runs, languages), SIZES)

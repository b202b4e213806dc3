"""A report as another process makes it."""

from desktop.language.language import load_language
from desktop.modelfiles.read import read_model
from desktop.reports.after_action.file import report_content
from desktop.reports.after_action.played import PlayedExercise
from desktop.reports.after_action.runs import Advance
from desktop.session.play.opening import record_of
from desktop.session.report.report_order import ReportOrder
from desktop.session.windowless import begin_windowless


def ordered_report(order: ReportOrder, advance: Advance) -> bytes:
    """Return what `report_content` does, in a process without a window."""
    begin_windowless(order.resources)
    # Every play starts from the model's own vantage.
    model = read_model(order.resources)
    record = record_of(order.header, order.entries, model)
    played = PlayedExercise(
        order.name,
        order.header,
        record.setup,
        record.entries,
        record.state,
        same_model=order.header.model_digest == model.digest,
        draft=order.draft,
    )
    languages = [load_language(code, order.resources) for code in order.languages]
    return report_content(
        played, languages, order.suffix, named=order.named, advance=advance, answers=order.answers
    )

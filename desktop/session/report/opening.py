"""Reading what the report of a play is written from: the play, and what people wrote before."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.model.model import Model
from desktop.domain.report import UNWRITTEN, ReportDraft, ReportHistory
from desktop.reports.after_action.played import PlayedExercise
from desktop.session.play.opening import OpenedPlay, reopened

if TYPE_CHECKING:
    from db import Library


@dataclass(frozen=True, slots=True, eq=False)
class OpenedReport:
    """Hold a play up to where it stands, with what was written into its report."""

    play: OpenedPlay
    history: ReportHistory | None
    """None where nobody wrote anything."""

    @property
    def draft(self) -> ReportDraft:
        """Return what was written, an empty draft where nothing was."""
        return UNWRITTEN if self.history is None else self.history.draft

    def played(self) -> PlayedExercise:
        """Return what a report is drafted from."""
        play, record = self.play, self.play.record
        return PlayedExercise(
            play.name,
            play.header,
            record.setup,
            record.entries,
            record.state,
            same_model=play.same_model,
            draft=self.draft,
        )


def opened_report(
    store: "Library", play: int, name: str, model: Model, version: int | None = None
) -> OpenedReport:
    """Read a play and its report, or an earlier state of that, which has no undo history.

    Raise what `reopened` and the library raise.
    """
    opened = reopened(store, play, name, model)
    if version is not None:
        draft = store.reports.load_version(version)
        return OpenedReport(opened, ReportHistory(((1, draft),), 1))
    kept = store.reports.load(play)
    return OpenedReport(opened, None if kept is None else kept.history)

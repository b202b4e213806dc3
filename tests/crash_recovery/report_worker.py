"""The report of the one play of a library, saved state by state, until its program is killed."""

import time

from db.library import Library
from desktop.document.report.document import ReportDocument, blank
from desktop.domain.play.entries import PlayHeader
from desktop.domain.report import ReportDraft
from desktop.domain.wording import Wording
from tests.crash_recovery.telling import arguments, tell

HEADER = PlayHeader("# an exercise\n", "1", "d")
STATES = 2_000
"""More than are saved before the last kill."""


def state(number: int) -> ReportDraft:
    """Return what is written at a step, the same every time."""
    return ReportDraft(summary=Wording(f"Step {number}. " * 200, f"Paso {number} ⚖"), forms=number)


def main() -> None:
    """Save one state after the other, from where the report stands, and tell of each."""
    given = arguments()
    with Library.open(given.path) as store:
        play = store.plays.listed()[0].id
        kept = store.reports.load(play)
        document = ReportDocument(blank(0) if kept is None else kept.history)
        tell(ready=document.draft.forms)
        for number in range(document.draft.forms + 1, STATES):
            document.apply(state(number))
            store.reports.save(play, document.history)
            tell(saved=number)
            time.sleep(0.005)


if __name__ == "__main__":
    main()

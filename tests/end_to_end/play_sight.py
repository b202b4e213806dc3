"""Where a play stands, and where things are on the page from which it is conducted."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.desk import Desk
from desktop.views.conduct.offer_row import OfferRow

ROWS = ("offer-", "endorse-", "rationale-", "guided-")
"""How the rows of the sheets are called."""


class PlaySight:
    """Answer questions about the play that is open; places are in the screen's own pixels."""

    def __init__(self, desk: Desk, pixels: Callable[[QPoint], list[int]]) -> None:
        self._desk, self._pixels = desk, pixels

    @property
    def answers(self) -> dict[str, Callable[..., object]]:
        """Return the questions by their word."""
        return {"play": self._play, "next_stage": self._next_stage, "sheet_row": self._sheet_row}

    def _play(self) -> dict[str, object] | None:
        """Say where the play stands; None where none is open."""
        play = self._desk.session.play
        if not play.open:
            return None
        state = play.state
        return {
            "round": state.round,
            "stage": state.stage,
            "entries": len(play.entries),
            "unsaved": play.saving.unsaved,
            "advancing": play.advancing,
            "played_until": str(state.played_until),
            "ended": state.ended,
            "shown": state.shown_inject,
            "released": sum(one.released is not None for one in state.injects.values()),
            "waits": play.injects.next,
            "running": play.countdown.running,
            "made": len(state.made),
            "predicted": len(state.predictions.get(state.round, {})),
            "notes": len(state.notes),
            "explained": play.explained is not None,
            "page": self._desk.window.playing.page is not None,
        }

    def _next_stage(self) -> list[int] | None:
        """Return the middle of the button that goes on."""
        page = self._desk.window.playing.page
        if page is None or not page.countdown.next.isEnabled():
            return None
        return self._middle(page.countdown.next)

    def _sheet_row(self) -> dict[str, object] | None:
        """Return which row of the sheets has the focus, and a setting on the way to an end."""
        row: QWidget | None = QApplication.focusWidget()
        while row is not None and not row.objectName().startswith(ROWS):
            row = row.parentWidget()
        if row is None:
            return None
        if not isinstance(row, OfferRow):
            return {"row": row.objectName(), "team": "", "lever": "", "value": ""}
        lever = self._desk.document.model.levers[row.lever_id]
        stands = self._desk.session.play.state.standing[row.team, lever.id]
        end = lever.high if lever.default < lever.high else lever.low
        value = round(stands + (end - stands) / 4, lever.decimals)
        if lever.levels:
            value = stands + (end > stands) - (end < stands)
        return {
            "row": row.objectName(),
            "team": row.team,
            "lever": lever.id,
            "value": f"{value:g}",
        }

    def _middle(self, widget: QWidget) -> list[int]:
        return self._pixels(widget.mapToGlobal(widget.rect().center()))

"""Everything at the table can be read, in its narrowest place, in the longest words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import Theme
from desktop.domain.play.entries import (
    Advanced,
    Endorsement,
    Figures,
    InjectReleased,
    Joined,
    MomentMarked,
    Noted,
    Offer,
    Predicted,
    Rationale,
)
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.decision_grid import DecisionGrid
from desktop.views.conduct.decision_summary import DecisionSummary
from desktop.views.conduct.endorse_row import EndorseRow
from desktop.views.conduct.entry_list import EntryList
from desktop.views.conduct.notes_panel import NotesPanel
from desktop.views.conduct.prediction_sheet import PredictionSheet
from desktop.views.conduct.teams_panel import TeamsPanel
from tests.views.conduct.conducted import Keys, conducted, on_screen
from tests.views.legibility import faults
from tests.views.pseudo import pseudo_spanish

Made = Callable[[Conduct, UiContext, QWidget], QWidget]
LATE = "fuera de tiempo"
PANE, SIDE = 740, 316
"""Pixels that a window of 1024 leaves a pane, and that stand beside one in a wide window."""


def busy(play: Conduct) -> None:
    """Let every team decide, call and be noted."""
    for team, lever, value in (
        ("us_congress", "us_arms_control", 25.0),
        ("us_congress", "vetted_units_training", 450.0),
        ("mx_presidency", "vetted_units_training", 320.0),
        ("mx_presidency", "mx_federal_backup", 100.0),
        ("us_administration", "coop_framework", 3.0),
        ("us_congress", "fto_designation", 1.0),
    ):
        play.enter(Offer(team, lever, value))
    play.enter(Rationale("us_congress", "Que México vea que actuamos primero contra las armas."))
    play.enter(Endorsement("business", "mx_presidency", "mx_federal_backup", endorses=False))
    play.enter(Joined("Ana Guadalupe Hernández Martínez", "mx_governors"))
    play.enter(Joined("Joaquín Pérez"))
    play.enter(InjectReleased(play.setup.exercise.injects[0].id))
    play.enter(Noted("Nadie preguntó qué perdería México.", "improvement"), "Joaquín Pérez")
    play.enter(MomentMarked())
    for indicator in play.setup.rounds["campaign"].predict:
        play.enter(Predicted("mx_governors", indicator, "up", 95, 1250.5))


@pytest.mark.long
@pytest.mark.parametrize(
    ("make", "width"),
    [
        (DecisionGrid, PANE),
        (DecisionGrid, 440),
        (PredictionSheet, PANE),
        (NotesPanel, SIDE),
        (TeamsPanel, PANE),
        (TeamsPanel, SIDE),
        (EntryList, PANE),
        (DecisionSummary, SIDE),
    ],
)
def test_that_everything_at_the_table_can_be_read(
    qtbot: QtBot, session: Session, make: Made, width: int
) -> None:
    look = UiContext(pseudo_spanish(RESOURCES), Theme.DARK, RESOURCES)
    found: dict[str, str] = {}
    with (
        conducted(qtbot, session, "predict") as play,
        on_screen(qtbot, lambda shell: make(play, look, shell), look, width) as widget,
    ):
        model = play.setup.model
        wording = look.language.wording
        names = {wording(one.short): wording(one.name) for one in model.levers.values()}

        def look_at(state: str) -> None:
            for fault in faults(widget.window(), names):
                found.setdefault(fault, state)

        def read(state: str) -> None:
            QApplication.processEvents()
            qtbot.wait(30)
            areas = [one for one in widget.findChildren(QScrollArea) if one.isVisible()]
            for area in areas:
                bar = area.verticalScrollBar()
                for top in range(0, bar.maximum() + 1, max(1, bar.pageStep())):
                    bar.setValue(top)
                    look_at(state)
            look_at(state)

        read("nothing entered")
        busy(play)
        if isinstance(widget, DecisionGrid):
            widget.begin()
            keys = Keys()
            keys.type("zz")
            keys.press(Qt.Key.Key_Return)
            row = next(one for one in widget.rows if isinstance(one, EndorseRow))
            row.cell.setFocus()
            keys.type("x")
        read("all entered")
        values = ((100.0,) * 12 + (112.0,),) * 5
        indicators = play.setup.model.indicators
        play.enter(Advanced("campaign", tuple(Figures(one, values) for one in indicators)))
        read("months played")
    assert found == {}

"""A lever that the desk calls otherwise is called so at the table; a form that goes out is not."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge.preferences import Preferences
from desktop.document.own_names import NameLever
from desktop.domain.play.entries import Advanced, Offer
from desktop.domain.scenario import LeverName
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES
from desktop.modelfiles.play_forms import read_form
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from desktop.ui.file_dialogs import SystemFiles
from desktop.views.conduct.decision_grid import DecisionGrid
from desktop.views.conduct.form_writing import FormWriting
from desktop.views.conduct.offer_row import OfferRow
from tests.views.conduct.conducted import conducted, on_screen
from tests.views.desks import look

US, LEVER = "us_administration", "us_rhetoric_restraint"
OWN = LeverName(LEVER, "Softer words", "Palabras suaves")
SPOKEN = {"en": OWN.en, "es": OWN.es}


@pytest.fixture
def play(qtbot: QtBot, session: Session) -> Iterator[Conduct]:
    """A play at a table whose desk calls one lever otherwise."""
    with conducted(qtbot, session, "decide") as play:
        session.document.apply(NameLever(OWN))
        yield play
        session.document.undo()
        assert play.setup is play.plain


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_the_row_of_a_lever_and_the_replay_call_it_as_the_room_does(
    qtbot: QtBot, play: Conduct, code: LanguageCode
) -> None:
    with on_screen(qtbot, lambda shell: DecisionGrid(play, look(code), shell)) as grid:
        told = [one.cell.accessibleName() for one in grid.rows if isinstance(one, OfferRow)]
        assert len([words for words in told if SPOKEN[code] in words]) == 1 < len(told)
    assert play.enter(Offer(US, LEVER, 80.0))
    assert play.enter(Advanced(play.state.round))
    play.replay.go(len(play.replay.rounds) - 1)
    try:
        words = play.replay.words
        assert words is not None
        assert words.happened is not None
        (decided,) = words.happened.decided
        assert SPOKEN[code] in decided.text(code)
    finally:
        play.replay.end()


def test_that_a_form_keeps_the_models_words_and_is_read_back(
    qtbot: QtBot, play: Conduct, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    files = SystemFiles(Preferences())
    shell = QWidget()
    qtbot.addWidget(shell)
    writing = FormWriting(play, look(), files, shell)
    writing.fill()
    with (
        patch.object(SystemFiles, "to_write", lambda *_: path),
        qtbot.waitSignal(writing.told, timeout=30_000),
    ):
        writing.menu.actions()[0].trigger()
    sheet = openpyxl.load_workbook(path)["Decisions"]
    told = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert play.plain.model.levers[LEVER].name.en in told
    assert not [words for words in told if OWN.en in words]
    setup = play.plain
    assert read_form("form", path.read_bytes(), setup.exercise, setup.model) == ()

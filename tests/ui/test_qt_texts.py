"""What Qt draws by itself speaks the language of the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.ui import qt_texts
from desktop.ui.qt_texts import OURS, QtTexts, speak
from tests.views.desks import look, open_desk

ENGLISH = ["&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All"]
SPANISH = ["&Deshacer", "&Rehacer", "Cor&tar", "&Copiar", "&Pegar", "Borrar", "Seleccionar todo"]
STANDARD = QDialogButtonBox.StandardButton


@pytest.fixture(autouse=True)
def english_before_and_after(qapp: object) -> Iterator[None]:
    """Begin with Qt as it speaks by itself, and leave it so."""
    speak(load_language("en", RESOURCES))
    yield
    speak(load_language("en", RESOURCES))


def menu_of(field: QLineEdit | QTextEdit) -> list[str]:
    menu = field.createStandardContextMenu()
    said = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.deleteLater()
    return said


def test_that_menus_of_fields_change_with_the_language_of_a_running_desk(qtbot: QtBot) -> None:
    line, text = QLineEdit(), QTextEdit()
    qtbot.addWidget(line)
    qtbot.addWidget(text)
    buttons = QDialogButtonBox(STANDARD.Cancel)
    qtbot.addWidget(buttons)

    def said() -> list[str]:
        menus = [entry.partition("\t")[0] for field in (line, text) for entry in menu_of(field)]
        return [*menus, buttons.button(STANDARD.Cancel).text().replace("&", "")]

    with open_desk(qtbot, worn=look("es")) as desk:
        assert said() == [*SPANISH, *SPANISH, "Cancelar"]
        assert menu_of(line)[0] == "&Deshacer\tCtrl+Z"
        desk.window.set_language("en")
        QCoreApplication.processEvents()
        assert said() == [*ENGLISH, *ENGLISH, "Cancel"]
        desk.window.set_language("es")
        QCoreApplication.processEvents()
        assert said() == [*SPANISH, *SPANISH, "Cancelar"]


def test_that_the_dialogs_that_qt_draws_leave_nothing_in_english(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    missing: set[tuple[str, str]] = set()
    translate = QtTexts.translate

    def noted(self: QtTexts, context: str, source: str, about: str | None, n: int) -> str | None:
        said: str | None = translate(self, context, source, about, n)
        if said is None and context != qt_texts.KEYS_CONTEXT:
            missing.add((context, source))
        return said

    monkeypatch.setattr(QtTexts, "translate", noted)
    speak(load_language("es", RESOURCES))
    files = QFileDialog(None, "", str(tmp_path))
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    # The dialog does not keep it alive.
    printer = QPrinter()
    printing = QPrintDialog(printer)
    for dialog in (files, printing):
        qtbot.addWidget(dialog)
        dialog.show()
        QCoreApplication.processEvents()
    assert missing == set()
    labels = {label.text() for label in files.findChildren(QLabel)}
    assert {"&Buscar en:", "&Nombre del archivo:", "&Tipo de archivo:"} <= labels


def test_that_every_text_of_qt_worded_here_keeps_its_mnemonic() -> None:
    for code in ("en", "es"):
        language = load_language(code, RESOURCES)
        for (_, source), message in OURS.items():
            assert language.text(message).count("&") == source.count("&"), message


def test_that_a_desk_opens_without_the_translation_of_qt(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(qt_texts, "shipped_texts", lambda code: tmp_path / f"{code}.qm")
    line = QLineEdit()
    qtbot.addWidget(line)
    with open_desk(qtbot, worn=look("es")):
        assert menu_of(line)[0] == "&Undo\tCtrl+Z"

"""What somebody typed is shown as typed: no label, tooltip, title or menu reads markup in it."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QLabel, QMenu, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.charts.plain_text import PlainLabel, tip
from desktop.domain.errors import VecinosError
from desktop.domain.scenario import Package
from desktop.ui.actions import ActionId
from tests.views.scenarios.libraries import answered, browse, choose, library_desk, scenario

DESKTOP = Path(__file__).parents[2] / "desktop"
TYPED = '<b>Plan</b><img src="x"> & [*] <a href="h">A</a>'
MARKUP = "<b>"

pages = pytest.mark.parametrize(
    "text",
    [
        TYPED,
        "a < b & c > d",
        "<i>x",
        "x\ny <b>z</b>",
        "<b>x</b>\ny",
        "&lt;b&gt;",
        "plain",
        "<!-- -->",
    ],
)


def shown_by_qt(text: str) -> str:
    """Return what a tooltip shows of a text: Qt guesses whether it is markup."""
    document = QTextDocument()
    if QtGui.Qt.mightBeRichText(text):
        document.setHtml(text)
    else:
        document.setPlainText(text)
    return document.toPlainText()


@pages
def test_that_a_tooltip_shows_a_text_as_it_stands(qtbot: QtBot, text: str) -> None:
    assert shown_by_qt(tip(text)) == text


def test_that_a_label_shows_a_text_as_it_stands(qtbot: QtBot) -> None:
    plain, guessing = PlainLabel(TYPED), QLabel(TYPED)
    qtbot.addWidget(plain)
    qtbot.addWidget(guessing)
    assert plain.textFormat() is Qt.TextFormat.PlainText
    assert plain.sizeHint().width() > guessing.sizeHint().width()


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def markup_readers(source: str) -> list[str]:
    """Name every place of a source at which Qt might take text for markup."""
    found = []
    for call in calls(source):
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else ""
        name = function.id if isinstance(function, ast.Name) else name
        shown: ast.expr | None = None
        if name in ("QLabel", "QTextBrowser", "QMessageBox", "QErrorMessage", "setWhatsThis"):
            found.append(f"{call.lineno} {name}")
        elif name == "setToolTip":
            shown = call.args[-1]
        elif name == "showText":
            shown = call.args[1]
        empty = isinstance(shown, ast.Constant) and shown.value == ""
        given = isinstance(shown, ast.Call) and isinstance(shown.func, ast.Name)
        if shown is not None and not empty and not (given and shown.func.id == "tip"):  # type: ignore[attr-defined]  # `given` says it is a call of a name
            found.append(f"{call.lineno} {name}")
    return found


def test_that_labels_and_tooltips_are_made_where_markup_is_not_read() -> None:
    made = DESKTOP / "charts" / "plain_text.py"
    readers = {
        path.relative_to(DESKTOP).as_posix(): found
        for path in sorted(DESKTOP.rglob("*.py"))
        if path != made and (found := markup_readers(path.read_text(encoding="utf-8")))
    }
    assert readers == {}


@pytest.mark.mutant
@pytest.mark.parametrize(
    "source",
    [
        "QLabel(name)",
        "QtWidgets.QLabel(name, self)",
        "button.setToolTip(name)",
        "item.setToolTip(0, name)",
        "QToolTip.showText(place, name, self)",
        "QMessageBox(self)",
        "self.setWhatsThis(name)",
        'button.setToolTip(f"{tip(name)}")',
    ],
)
def test_that_a_reader_of_markup_is_noticed(source: str) -> None:
    assert markup_readers(source)


def assert_plain(top: QWidget) -> int:
    """Check every widget that is there now; return how many show what was typed."""
    count = 0
    for widget in (top, *top.findChildren(QWidget)):
        if isinstance(widget, QLabel):
            assert widget.textFormat() is Qt.TextFormat.PlainText, widget.text()
            count += MARKUP in widget.text()
        if isinstance(widget, QTextEdit):
            assert not widget.acceptRichText()
        shown = shown_by_qt(widget.toolTip())
        count += MARKUP in shown
        assert "Plan" not in shown or MARKUP in shown, widget.toolTip()
        if isinstance(widget, QMenu):
            count += sum(MARKUP in action.text() for action in widget.actions())
    for action in top.findChildren(QAction):
        shown = shown_by_qt(action.toolTip())
        assert "Plan" not in shown or MARKUP in shown, action.toolTip()
    return count


class TypedError(VecinosError):
    """Fields: name."""

    code = "name_taken"


def test_that_a_desk_full_of_markup_shows_all_of_it_as_typed(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "talks.vecinos-library"
    folder = TYPED.replace("/", "\\")
    hostile = replace(
        scenario(TYPED, folder, ("<b>Plan</b>",)),
        notes=f"{TYPED}\n<script>alert(1)</script>",
        packages=(Package("<b>Plan</b>"),),
        model_version="<b>1</b>",
        model_digest="0" * 16,
    )
    with Library.open(path) as store:
        kept, _ = store.scenarios.create_all([hostile, scenario("Other")])
        store.scenarios.set_last_opened(kept)
        store.versions.keep(kept, "<b>Plan</b>")
        store.scenarios.delete(store.scenarios.create(scenario("<b>Plan</b> gone")))
    with library_desk(qtbot, path) as (desk, _):
        window = desk.window
        assert TYPED in window.windowTitle().replace("[*][*]", "[*]")
        assert "[*][*]" in window.windowTitle()
        found = assert_plain(window)
        window.desk.banner.show_error(TypedError(name=TYPED))
        assert TYPED in window.desk.banner.sentence
        found += assert_plain(window)
        browser = browse(qtbot, desk)
        choose(browser, TYPED)
        answered(qtbot, browser)
        qtbot.waitUntil(browser.detail._notes.isVisible, timeout=10_000)
        found += assert_plain(window)
        window.actions_[ActionId.VERSIONS].trigger()
        versions = window.pages.versions
        assert versions is not None
        qtbot.waitUntil(lambda: versions.list.count() == 2, timeout=10_000)
        found += assert_plain(window)
        assert found > 5

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QTableWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import font
from desktop.charts.style import palette, style_sheet
from desktop.charts.tokens import DARK, LIGHT, SIZE_BODY, Tokens
from desktop.domain.errors import MissingResourceError
from desktop.modelfiles.resources import RESOURCES
from tests.charts.pixels import near, picture

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

pytestmark = pytest.mark.usefixtures("fonts")

Show = Callable[[QWidget, Tokens], QWidget]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Iterator[Show]:
    """Show one control in a dressed window, the focus elsewhere."""
    before = qapp.style().objectName(), qapp.font(), qapp.palette()
    qapp.setStyle("Fusion")
    qapp.setFont(font(SIZE_BODY))
    windows = []

    def shown(control: QWidget, theme: Tokens) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        window.setPalette(palette(theme))
        window.setStyleSheet(style_sheet(theme))
        elsewhere = QWidget(window)
        elsewhere.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.setParent(window, control.windowFlags())
        control.move(10, 10)
        control.resize(control.sizeHint().expandedTo(control.minimumSizeHint()))
        window.resize(control.size().grownBy(window.contentsMargins()) * 1.2)
        window.show()
        control.show()
        elsewhere.setFocus()
        QApplication.processEvents()
        return control

    yield shown
    windows.clear()
    qapp.setStyle(before[0])
    qapp.setFont(before[1])
    qapp.setPalette(before[2])


def role(control: QWidget, name: str) -> QWidget:
    control.setProperty("role", name)
    return control


@THEMES
def test_that_the_palette_is_the_theme(theme: Tokens) -> None:
    made = palette(theme)
    wanted = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.sunken,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.ink3,
        QPalette.ColorRole.Highlight: theme.select,
        QPalette.ColorRole.HighlightedText: theme.ink,
        QPalette.ColorRole.Accent: theme.primary,
        QPalette.ColorRole.Link: theme.focus,
    }
    for each, colour in wanted.items():
        assert made.color(each) == QColor(colour)
    disabled = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert disabled == QColor(theme.ink3)


@THEMES
def test_that_the_style_sheet_has_every_token_filled_in(theme: Tokens) -> None:
    sheet = style_sheet(theme)
    assert "$" not in sheet
    named = set(re.findall(r"#[0-9A-Fa-f]{6}\b", sheet))
    assert named <= {getattr(theme, name) for name in Tokens.__slots__}
    for path in re.findall(r'url\("([^"]+)"\)', sheet):
        assert Path(path).is_file()


@THEMES
@pytest.mark.parametrize(
    ("control", "token"),
    [
        (lambda: QPushButton("Save"), "surface"),
        (lambda: role(QPushButton("Present"), "primary"), "primary"),
        (lambda: role(QPushButton("Security"), "groupHead"), "sunken"),
        (lambda: QLineEdit("900"), "surface"),
        (lambda: QPlainTextEdit("Notes"), "surface"),
        (lambda: QComboBox(), "surface"),
        (lambda: QSpinBox(), "surface"),
        (lambda: QListWidget(), "surface"),
        (lambda: QTableWidget(2, 2), "surface"),
        (lambda: role(QLabel("A lever is at its end."), "warning"), "warnbg"),
        (lambda: role(QLabel("The projection failed."), "error"), "errbg"),
        (lambda: role(QFrame(), "card"), "surface"),
        (lambda: role(QFrame(), "panel"), "panel"),
    ],
    ids=[
        "button", "primary", "groupHead", "field", "notes", "combo", "spin", "list", "table",
        "warning", "error", "card", "panel",
    ],
)  # fmt: skip
def test_that_no_control_keeps_the_grey_of_its_toolkit(
    show: Show, theme: Tokens, control: Callable[[], QWidget], token: str
) -> None:
    shown = show(control(), theme)
    shown.resize(shown.size().expandedTo(QSize(80, 24)))
    shot = picture(shown)
    inside = shot[4:-4, 4:-4]
    assert near(inside, getattr(theme, token), 1).mean() > 0.5


@THEMES
def test_that_a_checked_segment_is_filled_and_the_others_are_not(show: Show, theme: Tokens) -> None:
    button = QPushButton("6")
    button.setCheckable(True)
    shown = show(role(button, "segment"), theme)
    assert not near(picture(shown), theme.primary, 2).any()
    button.setChecked(True)
    assert near(picture(shown), theme.primary, 2).mean() > 0.5


@THEMES
@pytest.mark.parametrize(
    "control",
    [
        lambda: QPushButton("Save"),
        lambda: role(QPushButton("Present"), "primary"),
        lambda: role(QPushButton("More"), "quiet"),
        lambda: QLineEdit("900"),
        lambda: QCheckBox("Animations"),
        lambda: QComboBox(),
        lambda: QToolButton(),
        lambda: QListWidget(),
    ],
    ids=["button", "primary", "quiet", "field", "check", "combo", "tool", "list"],
)
def test_that_the_focus_is_seen_on_every_control(
    show: Show, qtbot: QtBot, theme: Tokens, control: Callable[[], QWidget]
) -> None:
    shown = show(control(), theme)
    assert not near(picture(shown), theme.focus, 2).any()
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(shown.hasFocus)
    assert near(picture(shown), theme.focus, 2).sum() >= 40


@THEMES
def test_that_a_focused_control_keeps_its_size(show: Show, qtbot: QtBot, theme: Tokens) -> None:
    for control in (QPushButton("Save"), QLineEdit("9"), role(QPushButton("P"), "primary")):
        shown = show(control, theme)
        before = shown.sizeHint()
        shown.setFocus()
        qtbot.waitUntil(shown.hasFocus)
        assert shown.sizeHint() == before


@THEMES
def test_that_buttons_and_fields_have_the_heights_of_the_design(show: Show, theme: Tokens) -> None:
    assert show(QPushButton("Save"), theme).sizeHint().height() == 30
    assert show(QLineEdit("900"), theme).sizeHint().height() == 28
    tool = show(QToolButton(), theme).sizeHint()
    assert min(tool.width(), tool.height()) >= 24


@THEMES
def test_that_menus_bars_tabs_and_dialogs_are_dressed(
    show: Show, qtbot: QtBot, theme: Tokens
) -> None:
    menu = QMenu()
    menu.addAction("Rename")
    menu.addAction("Duplicate")
    assert near(picture(show(menu, theme)), theme.surface, 1).mean() > 0.6
    bar = show(QScrollBar(Qt.Orientation.Vertical), theme)
    bar.resize(12, 120)
    assert near(picture(bar), theme.track, 2).any()
    tabs = QTabBar()
    tabs.addTab("Explain")
    assert near(picture(show(tabs, theme)), theme.primary, 2).any()
    dialog = show(QDialog(), theme)
    dialog.resize(80, 60)
    assert near(picture(dialog), theme.panel, 1).all()


def test_that_a_missing_icon_of_the_style_sheet_is_named(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "icons", tmp_path / "icons")
    shutil.copytree(RESOURCES / "style", tmp_path / "style")
    style_sheet(LIGHT, tmp_path)
    lost = tmp_path / "icons" / "style" / "check.FFFFFF.svg"
    lost.unlink()
    with pytest.raises(MissingResourceError) as raised:
        style_sheet(LIGHT, tmp_path)
    assert raised.value.fields["path"] == lost


def test_that_a_missing_style_sheet_is_named(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "icons", tmp_path / "icons")
    with pytest.raises(MissingResourceError) as raised:
        style_sheet(LIGHT, tmp_path)
    assert raised.value.fields["path"] == tmp_path / "style" / "desk.qss"


@THEMES
def test_that_words_take_the_size_and_weight_of_their_role(show: Show, theme: Tokens) -> None:
    heights = []
    for name in ("page", "panelTitle", "cardTitle", "second", "note", "mark"):
        label = show(role(QLabel("Security"), name), theme)
        heights.append(label.fontMetrics().height())
        if name in ("page", "panelTitle", "cardTitle"):
            assert label.font().weight() >= 600
    assert heights == sorted(heights, reverse=True)
    assert len(np.unique(heights)) >= 4

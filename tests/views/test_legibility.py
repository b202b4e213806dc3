"""The reader of windows sees what is there, and says what could not be read."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import load_fonts
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.typography import font
from tests.views.legibility import faults, read
from tests.views.pseudo import LONGER, longer, pseudo_spanish

LONG = "A sentence that needs more room than there is"


class Canvas(QWidget):
    """Paint what a test asks for."""

    def __init__(self, paint: Callable[[QPainter], None]) -> None:
        super().__init__()
        self._paint = paint
        self.resize(300, 100)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setFont(font(14))
        self._paint(painter)
        painter.end()


@pytest.fixture
def canvas(qtbot: QtBot) -> Callable[[Callable[[QPainter], None]], Canvas]:
    load_fonts(RESOURCES)

    def made(paint: Callable[[QPainter], None]) -> Canvas:
        canvas = Canvas(paint)
        qtbot.addWidget(canvas)
        canvas.show()
        return canvas

    return made


@pytest.fixture
def window(canvas: Callable[[Callable[[QPainter], None]], Canvas]) -> Canvas:
    return canvas(lambda _: None)


def label(text: str, parent: QWidget, left: int, top: int, width: int) -> QLabel:
    made = QLabel(text, parent)
    made.setFont(font(14))
    made.setGeometry(left, top, width, 20)
    made.show()
    return made


def test_that_labels_with_room_for_their_words_are_no_fault(window: Canvas) -> None:
    label("One", window, 10, 10, 100)
    label("Two", window, 10, 40, 100)
    assert faults(window) == []
    assert [text.text for text in read(window)] == ["One", "Two"]


def test_that_a_label_too_long_for_its_box_is_a_fault(window: Canvas) -> None:
    label(LONG, window, 10, 10, 60)
    (fault,) = faults(window)
    assert fault.startswith(f"larger than its box: {LONG!r}")


def test_that_wrapped_lines_below_the_box_are_a_fault(window: Canvas) -> None:
    label(LONG, window, 10, 10, 120).setWordWrap(True)
    found = {fault.partition(":")[0] for fault in faults(window)}
    assert found == {"larger than its box", "not all is painted"}


def test_that_two_labels_over_each_other_are_a_fault(window: Canvas) -> None:
    label("Status quo", window, 10, 10, 100)
    label("Policy", window, 40, 14, 100)
    (fault,) = faults(window)
    assert fault.startswith("over each other: 'Status quo'")
    assert "'Policy'" in fault


def test_that_painted_words_over_each_other_are_a_fault(
    canvas: Callable[[Callable[[QPainter], None]], Canvas],
) -> None:
    def paint(painter: QPainter) -> None:
        painter.translate(20, 20)
        painter.drawText(QPointF(0, 20), "2028")
        painter.drawText(QPointF(14, 22), "2029")

    (fault,) = faults(canvas(paint))
    assert fault.startswith("over each other: '2028' at 2")


def test_that_words_painted_beyond_the_widget_are_a_fault(
    canvas: Callable[[Callable[[QPainter], None]], Canvas],
) -> None:
    (fault,) = faults(canvas(lambda painter: painter.drawText(QPointF(250, 50), LONG)))
    assert fault.startswith("larger than its box")


def test_that_words_cut_by_the_painters_clip_are_a_fault(
    canvas: Callable[[Callable[[QPainter], None]], Canvas],
) -> None:
    def paint(painter: QPainter) -> None:
        painter.setClipRect(QRectF(0, 0, 60, 100))
        painter.drawText(QPointF(10, 50), "A longer word")

    (fault,) = faults(canvas(paint))
    assert fault.startswith("cut by its painter")


@pytest.mark.parametrize(("height", "expected"), [(60, []), (8, ["half hidden"])])
def test_that_words_may_be_hidden_wholly_but_not_by_halves(
    canvas: Callable[[Callable[[QPainter], None]], Canvas], height: int, expected: list[str]
) -> None:
    def paint(painter: QPainter) -> None:
        painter.drawText(QPointF(10, 50), "Hidden")
        painter.fillRect(QRectF(0, 36, 200, height), QColor("white"))

    window = canvas(paint)
    assert [fault.partition(":")[0] for fault in faults(window)] == expected
    assert len(read(window)) == len(expected)


def test_that_a_child_that_hides_half_a_word_is_a_fault(window: Canvas) -> None:
    label("Covered", window, 10, 10, 100)
    lid = QWidget(window)
    lid.setAutoFillBackground(True)
    lid.setGeometry(0, 0, 30, 60)
    lid.show()
    (fault,) = faults(window)
    assert fault.startswith("half hidden: 'Covered'")


@pytest.mark.parametrize("told", [False, True])
def test_that_an_ellipsis_needs_something_that_tells_the_rest(
    canvas: Callable[[Callable[[QPainter], None]], Canvas], told: bool
) -> None:
    window = canvas(lambda painter: painter.drawText(QPointF(10, 50), "A sentence th…"))
    if told:
        window.setToolTip(LONG)
    assert faults(window) == ([] if told else [f"no way to read the whole: {read(window)[0]}"])


@pytest.mark.parametrize(("whole", "lost"), [("A sentence that is long", 0), ("A sense lost", 1)])
def test_that_what_is_cut_in_its_midst_too_is_told_by_all_its_pieces(
    canvas: Callable[[Callable[[QPainter], None]], Canvas], whole: str, lost: int
) -> None:
    window = canvas(lambda painter: painter.drawText(QPointF(10, 50), "A sen…that i…"))
    window.setToolTip(whole)
    assert len(faults(window)) == lost


def test_that_a_tooltip_that_repeats_the_cut_text_tells_nothing(
    canvas: Callable[[Callable[[QPainter], None]], Canvas],
) -> None:
    window = canvas(lambda painter: painter.drawText(QPointF(10, 50), "A sentence th…"))
    window.setToolTip("A sentence th…")
    assert len(faults(window)) == 1


def test_that_a_tooltip_given_on_asking_counts(window: Canvas) -> None:
    elided = ElidedLabel(14, "black", parent=window)
    elided.show_text(LONG, "black")
    elided.setGeometry(10, 10, 80, 22)
    elided.show()
    assert read(window)[0].text.endswith("…")
    assert faults(window) == []


def test_that_a_short_name_is_told_by_the_name_it_stands_for(
    canvas: Callable[[Callable[[QPainter], None]], Canvas],
) -> None:
    window = canvas(lambda painter: painter.drawText(QPointF(10, 50), "Mig. sal…"))
    window.setToolTip("Salience of migration: 12")
    assert len(faults(window)) == 1
    assert faults(window, {"Mig. salience": "Salience of migration"}) == []


@pytest.mark.parametrize(("width", "expected"), [(400, []), (60, ["cut by what it lies in"])])
def test_that_scrolling_shows_what_is_below_but_not_what_is_beside(
    qtbot: QtBot, window: Canvas, width: int, expected: list[str]
) -> None:
    window.resize(500, 100)
    area = QScrollArea(window)
    area.setGeometry(0, 0, width, 60)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside = QWidget()
    inside.resize(300, 400)
    label("Wide enough to be cut", inside, 5, 48, 200)
    label("Far below", inside, 5, 300, 200)
    area.setWidget(inside)
    area.show()
    assert [fault.partition(":")[0] for fault in faults(window)] == expected
    assert [text.text for text in read(window)] == ["Wide enough to be cut"]


def test_that_pseudo_spanish_is_thirty_per_cent_longer_and_keeps_its_fields() -> None:
    spanish = "Detenciones en la frontera: {value} mil en {month}, 12.5 % menos que en México"
    words = longer(spanish)
    letters = sum(map(str.isalpha, spanish.replace("{value}", "").replace("{month}", "")))
    assert abs(len(words) - len(spanish) - LONGER * letters) < 1
    assert len(words.split()) == len(spanish.split())
    assert "{value} mil" in words
    assert "12.5 %" in words
    assert words.startswith("Detencionesnes")
    language = pseudo_spanish(RESOURCES)
    assert language.plural("levers.changed", 1, total="30") != ""
    assert language.number(1234.5, 1) == "1,234.5"

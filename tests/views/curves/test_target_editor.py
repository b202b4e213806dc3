"""Target lines set, changed and removed beside a chart."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge.document_signals import DocumentSignals
from desktop.charts.fonts import load_fonts
from desktop.charts.target_drag import TargetDrag
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.scenario import Scenario, TargetLine
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.resources import RESOURCES
from desktop.views.curves.chart_card import ChartSlot
from desktop.views.curves.chart_requests import ChartRequests
from desktop.views.curves.target_card import TargetCard
from desktop.views.curves.target_editor import TargetEditor
from desktop.views.window.top_bar import step_words
from tests.views.desks import compiled, look

HOMICIDES, INDEX, MILLIONS = "homicide_rate", "cooperation_depth", "irregular_encounters"


@dataclass
class Bench:
    document: Document
    lines: TargetEditor
    cards: dict[str, ChartSlot]
    code: LanguageCode

    def ask(self, indicator: str = HOMICIDES) -> TargetCard:
        return self.lines.open(self.cards[indicator])

    @property
    def targets(self) -> tuple[TargetLine, ...]:
        return self.document.scenario.targets

    def told(self) -> str:
        """Return the last step in words."""
        return step_words(self.document.history.done[-1], self.document.model, look(self.code))


Make = Callable[..., Bench]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    load_fonts(RESOURCES)
    windows: list[QWidget] = []

    def made(*targets: TargetLine, code: LanguageCode = "en") -> Bench:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        document = Document(compiled().model, Scenario("s", targets=targets))
        lines = TargetEditor(document, DocumentSignals(document, window), look(code), window)
        cards = {
            each: ChartSlot(each, document.model, look(code), tuple, ChartRequests(window), window)
            for each in (HOMICIDES, INDEX, MILLIONS)
        }
        for card in cards.values():
            lines.join(card)
        window.resize(800, 600)
        window.show()
        return Bench(document, lines, cards, code)

    yield made
    windows.clear()


def _type(asked: TargetCard, value: str, month: str = "") -> None:
    asked.value.setText(value)
    asked.month.setText(month)
    QTest.keyClick(asked.value, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("code", "month", "told"),
    [
        (
            "en",
            "March 2030",
            "Set target for Homicide rate: at most 1,015.25 per 100,000 by Mar\u00a02030",
        ),
        (
            "es",
            "marzo 2030",
            (
                "Fijar meta para Tasa de homicidios: "
                "como máximo 1,015.25 por 100 mil para mar\u00a02030"
            ),
        ),
    ],
)
def test_that_a_typed_target_is_one_step_named_in_the_history(
    make: Make, code: LanguageCode, month: str, told: str
) -> None:
    bench = make(code=code)
    _type(bench.ask(), " 1,015.25 ", month)
    wanted = TargetLine(HOMICIDES, 1015.25, Month(2030, 3))
    assert bench.targets == (wanted,)
    assert bench.cards[HOMICIDES].chart.targets.targets == (wanted,)
    assert bench.cards[INDEX].chart.targets.targets == ()
    assert bench.told() == told
    bench.document.undo()
    assert bench.cards[HOMICIDES].chart.targets.targets == ()


@pytest.mark.parametrize(
    ("code", "unit", "told"),
    [("en", "million a year", "2.03 million"), ("es", "millones al año", "2.03 millones")],
)
def test_that_a_target_is_typed_in_the_unit_of_its_axis(
    make: Make, code: LanguageCode, unit: str, told: str
) -> None:
    bench = make(code=code)
    asked = bench.ask(MILLIONS)
    assert unit in {label.text() for label in asked.findChildren(QLabel)}
    _type(asked, "2.03")
    assert bench.targets == (TargetLine(MILLIONS, 2030.0),)
    assert bench.told().endswith(told)
    again = bench.ask(MILLIONS)
    again._change(bench.targets[0])
    assert again.value.text() == "2.03"


@pytest.mark.parametrize(
    ("indicator", "value", "month", "said"),
    [
        (HOMICIDES, "many", "", "“many” is not a number"),
        (HOMICIDES, "", "", "is not a number"),
        (HOMICIDES, "12", "soon", "soon"),
        (HOMICIDES, "12", "2090-01", "between Dec\u00a02023 and Dec\u00a02036"),
        (INDEX, "140", "", "between 0 and 100"),
    ],
)
def test_that_what_can_be_no_target_is_answered_in_words_and_stays_to_be_mended(
    make: Make, indicator: str, value: str, month: str, said: str
) -> None:
    bench = make()
    asked = bench.ask(indicator)
    _type(asked, value, month)
    assert said in asked.fault.text()
    assert asked.fault.isVisible()
    assert asked.isVisible()
    assert bench.targets == ()
    asked.close()


def test_that_a_line_is_changed_in_its_place_and_removed_each_in_one_step(make: Make) -> None:
    first, second = TargetLine(HOMICIDES, 20.0), TargetLine(HOMICIDES, 15.0, Month(2030, 12))
    other = TargetLine(INDEX, 50.0)
    bench = make(first, other, second)
    asked = bench.ask()
    asked.findChildren(QToolButton)[-2].click()
    assert (asked.value.text(), asked.month.text()) == ("15.0", "Dec\u00a02030")
    assert asked.set.text() == "Change"
    _type(asked, "14", "12/2031")
    moved = TargetLine(HOMICIDES, 14.0, Month(2031, 12))
    assert list(bench.targets) == [first, other, moved]
    assert (
        bench.told() == "Move target for Homicide rate to at most 14.0 per 100,000 by Dec\u00a02031"
    )
    asked = bench.ask()
    asked.findChildren(QToolButton)[1].click()
    assert list(bench.targets) == [other, moved]
    assert bench.told() == "Remove target for Homicide rate: at most 20.0 per 100,000"
    assert len(bench.document.history.done) == 2
    asked.close()


@pytest.mark.parametrize(
    ("indicator", "usual", "told"),
    [(HOMICIDES, 0, "at least 30.0"), (INDEX, 1, "at most 30.0")],
)
def test_that_the_sense_begins_as_the_indicator_is_better_and_can_be_chosen(
    make: Make, indicator: str, usual: int, told: str
) -> None:
    bench = make()
    asked = bench.ask(indicator)
    assert asked.sense.choice == usual
    _type(asked, "30")
    # What follows from the indicator is kept as nothing chosen.
    assert bench.targets == (TargetLine(indicator, 30.0),)
    asked = bench.ask(indicator)
    asked.findChildren(QToolButton)[0].click()
    asked.sense.segments[1 - usual].click()
    _type(asked, "30")
    assert bench.targets == (TargetLine(indicator, 30.0, at_least=usual == 0),)
    assert told.replace("30.0", "30") in bench.told().replace("30.0", "30")
    asked = bench.ask(indicator)
    asked.findChildren(QToolButton)[0].click()
    assert asked.sense.choice == 1 - usual
    asked.close()
    assert len(bench.document.history.done) == 2


def test_that_a_dragged_line_is_one_step_and_undoing_takes_the_picture_back(make: Make) -> None:
    old, new = TargetLine(HOMICIDES, 20.0), TargetLine(HOMICIDES, 24.5)
    bench = make(old)
    chart = bench.cards[HOMICIDES].chart
    before = chart.grab().toImage()
    drag = chart.findChild(TargetDrag)
    assert drag is not None
    drag.moved.emit(old, new)
    assert chart.targets.targets == bench.targets == (new,)
    assert bench.told() == "Move target for Homicide rate to at most 24.5 per 100,000"
    bench.document.undo()
    assert chart.grab().toImage() == before


@pytest.mark.parametrize(
    "place",
    [QRect(380, 20, 400, 300), QRect(380, 400, 400, 300), QRect(380, 20, 400, 700)],
    ids=["above", "below", "tall"],
)
def test_that_the_card_covers_nothing_of_its_chart(make: Make, place: QRect) -> None:
    bench = make(TargetLine(HOMICIDES, 20.0))
    chart = bench.cards[HOMICIDES]
    window = chart.window()
    window.setGeometry(0, 0, 790, 780)
    chart.setGeometry(place)
    chart.show()
    asked = bench.ask()
    _type(asked, "many")
    covered = QRect(chart.mapToGlobal(QPoint(0, 0)), chart.size())
    assert not asked.geometry().intersects(covered)
    assert window.screen().availableGeometry().contains(asked.geometry())
    asked.close()


def test_that_escape_closes_the_card_and_sets_nothing(make: Make) -> None:
    bench = make()
    asked = bench.ask()
    asked.value.setText("12")
    QTest.keyClick(asked.value, Qt.Key.Key_Escape)
    assert bench.targets == ()
    assert not bench.document.history.done

"""The years along the bottom."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge.document_signals import DocumentSignals
from desktop.charts.fonts import load_fonts
from desktop.document.commands import PlaceEvents, SetLever
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.indicator import Country, Vote
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent
from desktop.domain.scenario import Scenario
from desktop.modelfiles.resources import RESOURCES
from desktop.views.timeline.future_card import Futures
from desktop.views.timeline.timeline import Ballot, Timeline, ballots
from tests.views.desks import compiled, look

US_2024, MX_2024 = Month(2024, 11), Month(2024, 6)


class Bench:
    """Hold a timeline, its document and the months pointed at."""

    def __init__(self, qtbot: QtBot) -> None:
        load_fonts(RESOURCES)
        self.document = Document(compiled().model, Scenario("a"))
        self.signals = DocumentSignals(self.document)
        self.line = Timeline(self.document, self.signals, Futures(self.document), look())
        qtbot.addWidget(self.line)
        self.line.resize(1440, 108)
        self.line.set_left(353)
        self.line.show()
        self.pointed: list[Month | None] = []
        self.line.month_pointed.connect(self.pointed.append)

    def picture(self) -> bytes:
        return bytes(self.line.grab().toImage().constBits())


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    yield made
    made.signals.close()


def test_that_votes_of_both_countries_in_one_year_share_a_mark() -> None:
    votes = (
        Vote(US_2024, Country.US, midterm=False),
        Vote(MX_2024, Country.MX, midterm=False),
        Vote(Month(2028, 11), Country.US, midterm=False),
        Vote(Month(2026, 11), Country.US, midterm=True),
    )
    assert ballots(votes) == (
        Ballot(MX_2024, us=True, mx=True, midterm=False),
        Ballot(Month(2026, 11), us=True, mx=False, midterm=True),
        Ballot(Month(2028, 11), us=True, mx=False, midterm=False),
    )


def test_that_every_month_is_found_again_where_it_is_drawn(bench: Bench) -> None:
    month = Month(2008, 1)
    while month <= Month(2036, 12):
        assert bench.line.month_at(bench.line.x_of(month)) == month
        month = month.plus(1)


def test_that_places_outside_the_years_give_the_first_and_last_month(bench: Bench) -> None:
    assert bench.line.month_at(-500) == Month(2007, 1)
    assert bench.line.month_at(9000) == Month(2036, 12)


def test_that_pointing_tells_the_month_and_leaving_takes_it_away(bench: Bench) -> None:
    x = round(bench.line.x_of(Month(2031, 6)))
    QTest.mouseMove(bench.line, QPoint(x, 30))
    QTest.mouseMove(bench.line, QPoint(20, 30))
    assert bench.pointed == [Month(2031, 6), None]


def test_that_arrow_keys_walk_by_months_and_with_shift_by_years(bench: Bench) -> None:
    bench.line.set_cross_hair(Month(2030, 12), Month(2030, 12))
    QTest.keyClick(bench.line, Qt.Key.Key_Right)
    QTest.keyClick(bench.line, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bench.line, Qt.Key.Key_Escape)
    assert bench.pointed == [Month(2031, 1), Month(2029, 12), None]


def test_that_a_lever_start_and_an_event_are_drawn_and_undone(bench: Bench) -> None:
    empty = bench.picture()
    bench.document.apply(SetLever("us_tariff_on_mexico", Setting(25, Month(2025, 2))))
    with_lever = bench.picture()
    event = next(iter(bench.document.model.events))
    bench.document.apply(PlaceEvents((PlannedEvent(event, Month(2027, 3)),)))
    assert len({empty, with_lever, bench.picture()}) == 3
    bench.document.undo()
    assert bench.picture() == with_lever
    bench.document.undo()
    assert bench.picture() == empty


def test_that_the_month_read_and_its_marks_are_spoken(bench: Bench) -> None:
    bench.document.apply(SetLever("us_tariff_on_mexico", Setting(25, Month(2028, 11))))
    bench.line.set_cross_hair(Month(2028, 11), Month(2028, 11))
    english = bench.line.accessibleDescription()
    assert "Nov 2028 is read" in english
    assert "Presidential election, United States" in english
    assert "U.S. tariff on Mexican goods starts" in english
    bench.line.set_look(look("es"))
    assert "Elección presidencial, Estados Unidos" in bench.line.accessibleDescription()

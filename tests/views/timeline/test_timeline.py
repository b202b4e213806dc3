"""The years along the bottom."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.bridge.document_signals import DocumentSignals
from desktop.charts.fonts import load_fonts
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.document.events import PlaceEvent, PlaceEvents
from desktop.domain.clock import Month
from desktop.domain.indicator import Country, Vote
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent
from desktop.domain.scenario import Scenario
from desktop.modelfiles.resources import RESOURCES
from desktop.views.timeline.ballots import Ballot, ballots
from desktop.views.timeline.event_menu import EventMenu
from desktop.views.timeline.events_page import EventsPage
from desktop.views.timeline.scale import LEAST_MONTHS, Span
from desktop.views.timeline.timeline import Timeline
from tests.views.desks import compiled, look

THREAT = PlannedEvent("tariff_threat", Month(2027, 3))
ELECTIONS, EVENTS = 16, 54
"""Heights at which two of the tracks lie."""
US_2024, MX_2024 = Month(2024, 11), Month(2024, 6)


class Bench:
    """Hold a timeline, its document and the months pointed at."""

    def __init__(self, qtbot: QtBot) -> None:
        load_fonts(RESOURCES)
        self.document = Document(compiled().model, Scenario("a"))
        self.signals = DocumentSignals(self.document)
        self.line = Timeline(self.document, self.signals, look())
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


def test_that_every_move_of_a_lever_has_its_mark_and_is_spoken(bench: Bench) -> None:
    once = Setting(25, Month(2025, 2))
    bench.document.apply(SetLever("us_tariff_on_mexico", once))
    before = bench.picture()
    twice = Setting(10, Month(2028, 11), earlier=(Move(25, Month(2025, 2)),))
    bench.document.apply(SetLever("us_tariff_on_mexico", twice))
    assert bench.picture() != before
    for month in (Month(2025, 2), Month(2028, 11)):
        bench.line.set_cross_hair(month, month)
        assert "U.S. tariff on Mexican goods starts" in bench.line.accessibleDescription()


def test_that_the_month_read_and_its_marks_are_spoken(bench: Bench) -> None:
    bench.document.apply(SetLever("us_tariff_on_mexico", Setting(25, Month(2028, 11))))
    bench.line.set_cross_hair(Month(2028, 11), Month(2028, 11))
    english = bench.line.accessibleDescription()
    assert "Nov\u00a02028 is read" in english
    assert "Presidential election, United States" in english
    assert "U.S. tariff on Mexican goods starts" in english
    bench.line.set_look(look("es"))
    assert "Elección presidencial, Estados Unidos" in bench.line.accessibleDescription()


def test_that_a_drag_shows_the_months_passed_over_and_a_double_click_all(bench: Bench) -> None:
    line = bench.line
    spans: list[Span] = []
    line.span_changed.connect(spans.append)
    _drag(line, line.x_of(Month(2026, 1)), line.x_of(Month(2031, 12)), ELECTIONS)
    assert line.span == Span(Month(2026, 1), Month(2031, 12))
    assert line.month_at(line.x_of(Month(2028, 5))) == Month(2028, 5)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton, pos=QPoint(700, ELECTIONS))
    # Qt's own hands leave the button held.
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(700, ELECTIONS))
    assert line.span == line.whole
    assert spans == [Span(Month(2026, 1), Month(2031, 12)), line.whole]


def test_that_keys_show_fewer_months_round_the_one_read_and_all_again(bench: Bench) -> None:
    line = bench.line
    line.set_cross_hair(Month(2030, 6), Month(2030, 12))
    QTest.keyClick(line, Qt.Key.Key_Plus)
    assert line.span.months < line.whole.months
    assert line.span.first < Month(2030, 6) < line.span.last
    QTest.keyClick(line, Qt.Key.Key_0)
    assert line.span == line.whole


@pytest.mark.parametrize("turns", [1, 3, 9, 40])
def test_that_no_zoom_leaves_the_years_or_shows_less_than_two(bench: Bench, turns: int) -> None:
    whole = bench.line.whole
    for about in (whole.first, Month(2024, 1), whole.last):
        near = whole.zoomed(about, turns, whole)
        assert whole.first <= near.first <= about <= near.last <= whole.last
        assert near.months >= LEAST_MONTHS
        assert near.zoomed(about, -turns - 9, whole) == whole


def test_that_an_event_is_dragged_to_another_month_in_one_step(bench: Bench) -> None:
    line = bench.line
    bench.document.apply(PlaceEvent(THREAT))
    _drag(line, line.x_of(THREAT.month), line.x_of(Month(2030, 1)), EVENTS)
    assert bench.document.scenario.policy.events == (PlannedEvent(THREAT.event, Month(2030, 1)),)
    assert len(bench.document.history.done) == 2
    _drag(line, line.x_of(Month(2030, 1)), line.x_of(Month(2010, 1)), EVENTS)
    (planned,) = bench.document.scenario.policy.events
    assert planned.month == bench.document.model.clock.first_planned


def test_that_the_keys_move_an_event_and_the_month_read_goes_with_it(bench: Bench) -> None:
    line = bench.line
    bench.document.apply(PlaceEvent(THREAT))
    line.set_cross_hair(THREAT.month, THREAT.month)
    QTest.keyClick(line, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert bench.document.scenario.policy.events[0].month == THREAT.month.plus(1)
    assert bench.pointed[-1] == THREAT.month.plus(1)


def test_that_a_click_on_the_events_track_offers_all_thirty(bench: Bench) -> None:
    line = bench.line
    place = QPoint(round(line.x_of(Month(2029, 3))), EVENTS)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
    (menu,) = line.findChildren(EventMenu)
    offered = [action for inside in menu.place.findChildren(QMenu) for action in inside.actions()]
    assert len(offered) == len(bench.document.model.events)
    offered[0].trigger()
    menu.close()
    (planned,) = bench.document.scenario.policy.events
    assert planned.month == Month(2029, 3)


def test_that_the_menu_offers_sizes_and_the_mark_shows_the_chosen_one(bench: Bench) -> None:
    line = bench.line
    bench.document.apply(PlaceEvent(THREAT))
    usual = bench.picture()
    place = QPoint(round(line.x_of(THREAT.month)), EVENTS)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
    (menu,) = line.findChildren(EventMenu)
    choices = menu.sizes[THREAT].actions()
    assert [one.text() for one in choices] == [
        *("Half size", "Usual size", "Size 1.5", "Double size", "Triple size"),
        "Another size…",
    ]
    assert [one.isChecked() for one in choices] == [False, True, False, False, False, False]
    choices[0].trigger()
    menu.close()
    half = PlannedEvent(THREAT.event, THREAT.month, 0.5)
    assert bench.document.scenario.policy.events == (half,)
    assert len(bench.document.history.done) == 2
    assert bench.picture() != usual
    line.set_cross_hair(THREAT.month, THREAT.month)
    assert "deadline, half size" in line.accessibleDescription()
    bench.document.undo()
    assert bench.document.scenario.policy.events == (THREAT,)


@pytest.mark.parametrize(
    ("typed", "size"), [("0.5", 0.5), (" 2 ", 2.0), ("0", 0.0), ("9", 1.0), ("-1", 1.0)]
)
def test_that_a_size_is_typed_on_the_page_of_events(
    qtbot: QtBot, bench: Bench, typed: str, size: float
) -> None:
    bench.document.apply(PlaceEvent(THREAT))
    page = EventsPage(bench.document, THREAT.month, look())
    qtbot.addWidget(page)
    field = page.sizes[THREAT]
    assert field.text() == "1"
    field.setText(typed)
    field.editingFinished.emit()
    assert bench.document.scenario.policy.events[0].size == size
    refused = not page.fault.isHidden()
    assert refused == (size == 1.0)
    if refused:
        assert page.fault.text().endswith("choose a number from 0 to 3.")


def test_that_what_is_no_size_is_told_with_the_range(qtbot: QtBot, bench: Bench) -> None:
    bench.document.apply(PlaceEvent(THREAT))
    page = EventsPage(bench.document, THREAT.month, look("es"))
    qtbot.addWidget(page)
    for typed in ("", "nan", "inf", "0.5.5", "1e400", "half"):
        page.sizes[THREAT].setText(typed)
        page.sizes[THREAT].editingFinished.emit()
        told = f"«{typed}» no es un tamaño posible para un evento; elija un número de 0 a 3."
        assert page.fault.text() == told
    assert bench.document.scenario.policy.events == (THREAT,)


def test_that_a_click_elsewhere_asks_to_hold_the_month(bench: Bench) -> None:
    held: list[Month | None] = []
    bench.line.hold_asked.connect(held.append)
    place = QPoint(round(bench.line.x_of(Month(2029, 3))), ELECTIONS)
    QTest.mouseClick(bench.line, Qt.MouseButton.LeftButton, pos=place)
    assert held == [Month(2029, 3)]


def _drag(line: Timeline, start: float, end: float, y: int) -> None:
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(line, left, plain, QPoint(round(start), y))
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(line, QPoint(round(start + share * (end - start)), y))
    QTest.mouseRelease(line, left, plain, QPoint(round(end), y))


def test_that_how_far_a_lever_is_moved_paints_nothing_anew_but_its_start_does(
    bench: Bench, qtbot: QtBot
) -> None:
    painted: list[bool] = []

    class Watch(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() is QEvent.Type.Paint:
                painted.append(True)
            return False

    bench.document.apply(SetLever("us_tariff_on_mexico", Setting(25)))
    QApplication.processEvents()
    watch = Watch()
    bench.line.installEventFilter(watch)
    bench.document.apply(SetLever("us_tariff_on_mexico", Setting(20)))
    QApplication.processEvents()
    assert not painted
    bench.document.apply(SetLever("us_tariff_on_mexico", Setting(20, Month(2026, 5))))
    qtbot.waitUntil(lambda: bool(painted))

"""Every text of the desk can be read, in any language, size and scaling."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from db.errors import DiskFullError
from db.library import Library
from desktop.app.desk import Desk
from desktop.bridge.preferences import Preferences
from desktop.bridge.spare_runs import SpareRuns
from desktop.charts import backdrop, plot_view
from desktop.charts.fonts import load_fonts
from desktop.charts.style import style_sheet
from desktop.charts.tokens import LIGHT, Theme
from desktop.document.commands import Rename, SetLever, ShowCharts
from desktop.document.document import Document
from desktop.document.events import PlaceEvents
from desktop.document.filing import SetNotes
from desktop.domain.clock import Month
from desktop.domain.errors import RunFailedError
from desktop.domain.lever import Lever, Setting
from desktop.domain.model.model import Model
from desktop.domain.outcome import SUMMARY_YEARS, Outcome
from desktop.domain.policy import PlannedEvent
from desktop.domain.scenario import Scenario
from desktop.domain.wording import Wording
from desktop.language.language import Language, load_language
from desktop.modelfiles.help_cards import read_help_cards
from desktop.modelfiles.resources import RESOURCES
from desktop.session.evaluation_sources import Sources
from desktop.session.outcome_runs import KeptOutcomes, OutcomeRuns
from desktop.session.save_state import SaveState
from desktop.ui.actions import ActionId
from desktop.ui.style_sheet import desk_sheet
from desktop.ui.ui_context import UiContext
from desktop.views.cards.lever_card import LeverCard
from desktop.views.evaluation.evaluation_page import Part
from desktop.views.explain.panel import ExplainPanel
from desktop.views.levers.lever_panel import NARROWEST, WIDEST, LeverPanel
from desktop.views.levers.lever_row import LeverRow
from desktop.views.levers.time_profile import TimeProfile
from desktop.views.scenarios.listing import LibrarySection
from desktop.views.scenarios.scenario_detail import ScenarioAction
from desktop.views.timeline.future_card import FutureCard
from desktop.views.window.main_window import SMALLEST
from tests.db.samples import NO_CURVES
from tests.views.desks import FEW, compiled, open_desk, settled
from tests.views.evaluation import examples as past
from tests.views.legibility import faults, read
from tests.views.pseudo import pseudo_spanish

SIZES = ((1280, 720), (1440, 900), (1920, 1080))
LONG_NAME = "Marco de cooperación y libre movilidad laboral, versión del 12 de diciembre, tercera"
TYPED = ("us_tariff_on_mexico", "coop_framework")
INSPECTOR_WIDTH = 316
SCALE = float(os.environ.get("QT_SCALE_FACTOR", "1"))


def _language(code: str) -> Language:
    if code == "longer":
        return pseudo_spanish(RESOURCES)
    return load_language("en" if code == "en" else "es", RESOURCES)


@pytest.fixture(params=["en", "es", "longer"])
def language(request: pytest.FixtureRequest, qapp: object) -> Language:
    load_fonts(RESOURCES)
    return _language(request.param)


LONGEST_FIRST = pytest.mark.parametrize(
    "language",
    ["longer", *(pytest.param(code, marks=pytest.mark.long) for code in ("en", "es"))],
    indirect=True,
)
"""For what takes long: what the longest words have room for, the others have too."""


class Reader:
    """Gather what cannot be read, and where."""

    def __init__(self, language: Language, model: Model) -> None:
        self.found: dict[str, str] = {}
        names = [(lever.short, lever.name) for lever in model.levers.values()]
        names += [(indicator.short, indicator.name) for indicator in model.indicators.values()]
        self._names = {language.wording(short): language.wording(name) for short, name in names}

    def look_at(self, window: QWidget, state: str) -> None:
        """Look at a window in a state."""
        QApplication.processEvents()
        for fault in faults(window, self._names):
            self.found.setdefault(fault, state)

    @property
    def report(self) -> str:
        """Return every fault once, with the state it was first seen in; empty if there is none."""
        return "\n".join(f"{state}: {fault}" for fault, state in self.found.items())


def busy(document: Document, end: Callable[[Lever], float]) -> None:
    """Move every lever to an end of its range, with time profiles, and let things happen."""
    model = document.model
    profiles = (
        (None, 0, None),
        (Month(2025, 3), 6, None),
        (Month(2027, 1), 24, Month(2032, 12)),
    )
    for place, lever in enumerate(model.levers.values()):
        if end(lever) != lever.default:
            profile = profiles[place % len(profiles)]
            document.apply(SetLever(lever.id, Setting(end(lever), *profile)))
    months = (Month(2024, 1), Month(2024, 2), Month(2028, 11), model.clock.horizon)
    happening = zip(model.events, months, strict=False)
    document.apply(PlaceEvents(tuple(PlannedEvent(event, month) for event, month in happening)))


def highest(lever: Lever) -> float:
    return lever.high


def lowest(lever: Lever) -> float:
    return lever.low


def resize(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    QApplication.processEvents()


@contextmanager
def reading(qtbot: QtBot, language: Language, **options: object) -> Iterator[tuple[Desk, Reader]]:
    """Open a desk in a language, and fail in the end for what could not be read on it."""
    worn = UiContext(language, Theme.LIGHT, RESOURCES)
    options.setdefault("preferences", Preferences())
    with open_desk(qtbot, worn=worn, **options) as desk:  # type: ignore[arg-type]  # its own options
        assert desk.window.devicePixelRatioF() == SCALE
        reader = Reader(language, desk.document.model)
        yield desk, reader
        assert not reader.report, f"\n{reader.report}"


# ------------------------------------------------------------ the desk


POLICIES = {"highest": highest, "lowest": lowest}


@LONGEST_FIRST
def test_that_everything_on_the_desk_can_be_read(qtbot: QtBot, language: Language) -> None:
    with reading(qtbot, language) as (desk, reader):
        window = desk.window
        for size in SIZES:
            resize(desk, size)
            reader.look_at(window, f"status quo, {size[0]}")
        busy(desk.document, highest)
        for size in reversed(SIZES):
            resize(desk, size)
            settled(qtbot, desk)
            reader.look_at(window, f"highest, {size[0]}")
        busy(desk.document, lowest)
        window.desk.toolbar.spans.segments[1].click()
        settled(qtbot, desk)
        reader.look_at(window, "lowest, single months")
        later = window.desk.strip.findChild(QToolButton, "page-right")
        assert isinstance(later, QToolButton)
        while later.isEnabled():
            later.click()
            reader.look_at(window.desk.strip, "a later page")


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("policy", POLICIES)
def test_that_any_number_of_charts_can_be_read(
    qtbot: QtBot, language: Language, size: tuple[int, int], policy: str
) -> None:
    with reading(qtbot, language, size=size) as (desk, reader):
        busy(desk.document, POLICIES[policy])
        for segment in desk.window.desk.toolbar.counts.segments:
            if segment.isEnabled():
                segment.click()
                settled(qtbot, desk)
                reader.look_at(desk.window, f"{size[0]}, {segment.text()} charts")


@pytest.mark.long
@pytest.mark.parametrize("width", [NARROWEST, WIDEST])
def test_that_the_desk_can_be_read_beside_levers_of_any_width(
    qtbot: QtBot, language: Language, width: int
) -> None:
    for size in SIZES:
        preferences = Preferences()
        preferences.lever_width = width
        with reading(qtbot, language, size=size, preferences=preferences) as (desk, reader):
            assert desk.window.levers.width() == width
            reader.look_at(desk.window, f"{size[0]}")


@pytest.mark.long
def test_that_every_month_and_every_chart_can_be_read(qtbot: QtBot, language: Language) -> None:
    with reading(qtbot, language, size=SIZES[0]) as (desk, reader):
        window = desk.window
        indicators = list(desk.document.model.indicators)
        count = len(window.desk.shown)
        first_year, last_year = 2008, desk.document.model.clock.horizon.year
        busy(desk.document, lowest)
        for first in range(0, len(indicators), count):
            chosen = indicators[first : first + count]
            desk.document.apply(ShowCharts(tuple(chosen)))
            settled(qtbot, desk)
            charts = [window.desk.card(indicator).chart for indicator in chosen]
            reader.look_at(window, f"charts from {first}")
            for chart in charts:
                usual = chart.size()
                chart.resize(chart.minimumSize())
                reader.look_at(chart, "as small as can be")
                chart.resize(usual)
            charts[0].setFocus()
            # A few years, others each time.
            for year in range(first_year + first // count, last_year + 1, 8):
                month = Month(year, 1 + 5 * year % 12)
                window.desk.set_cross_hair(month)
                for part in (window.timeline, charts[0]):
                    reader.look_at(part, str(month))
            window.desk.set_cross_hair(None)


@LONGEST_FIRST
def test_that_bars_and_states_can_be_read(qtbot: QtBot, language: Language) -> None:
    with reading(qtbot, language, size=SIZES[0]) as (desk, reader):
        window = desk.window
        desk.document.apply(Rename(LONG_NAME))
        for state in SaveState:
            window.show_state(state)
            reader.look_at(window.top_bar, f"{state}")
        window.show_failure(RunFailedError(variable="cartel_members", month=Month(2030, 1)))
        reader.look_at(window, "a failure")
        window.desk.notice.say(
            lambda look: look.text("notice.deleted", name=LONG_NAME), lambda: None
        )
        reader.look_at(window, "two bars")
        window.desk.notice.hide()
        window.desk.banner.clear()


def _a_few(model: Model) -> list[str]:
    return [*list(model.indicators)[::4], "us_tariff_on_mexico"]


def _all(model: Model) -> list[str]:
    return [*model.indicators, *model.levers]


@LONGEST_FIRST
@pytest.mark.parametrize("subjects", [_a_few, pytest.param(_all, marks=pytest.mark.long)])
def test_that_every_explanation_can_be_read(
    qtbot: QtBot, language: Language, subjects: Callable[[Model], list[str]]
) -> None:
    model = compiled().model
    document = Document(model, Scenario("Read"))
    panel = ExplainPanel(document, UiContext(language, Theme.LIGHT, RESOURCES))
    panel.setStyleSheet(style_sheet(LIGHT) + desk_sheet(LIGHT))
    panel.resize(INSPECTOR_WIDTH, 9000)
    panel.show()
    reader = Reader(language, model)
    try:
        for subject in subjects(model):
            panel.explain(subject)
            reader.look_at(panel, subject)
    finally:
        panel.close()
        panel.deleteLater()
    assert not reader.report, f"\n{reader.report}"


# ------------------------------------------------------------ the pages about the past


@pytest.mark.long
@LONGEST_FIRST
@pytest.mark.parametrize(
    "part", [pytest.param(Part.HINDCAST, marks=pytest.mark.long), Part.EXPERIMENTS, Part.OWN]
)
def test_that_the_pages_about_the_past_can_be_read(
    qtbot: QtBot, language: Language, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = compiled().model
    monkeypatch.setattr(Sources, "of", lambda _: past.sources(model))
    with reading(qtbot, language) as (desk, reader):
        page = desk.window.evaluation.show(part)
        if part is Part.EXPERIMENTS:
            qtbot.waitUntil(lambda: not page.experiments.waiting)
            _read_through(page.experiments, desk, reader, "")
            return
        if part is Part.OWN:
            _read_through(page.own, desk, reader, "")
            return
        first, *_, last = page.hindcast.origins.segments
        for segment in (first, last):
            segment.click()
            qtbot.waitUntil(lambda: not page.hindcast.waiting)
            page.hindcast.copy.click()
            _read_through(page.hindcast, desk, reader, segment.text())


def _read_through(view: QScrollArea, desk: Desk, reader: Reader, state: str) -> None:
    """Look at a page from its beginning to its end, at every size."""
    for size in SIZES:
        resize(desk, size)
        for _ in range(3):
            # Wrapped lines settle in several rounds.
            QApplication.processEvents()
        bar = view.verticalScrollBar()
        for at in (*range(0, bar.maximum(), view.viewport().height() - 40), bar.maximum()):
            bar.setValue(at)
            reader.look_at(desk.window, f"{state} {size[0]}, from {at}")


# ------------------------------------------------------------ menus and questions


@pytest.mark.long
@LONGEST_FIRST
def test_that_menus_and_questions_can_be_read(
    qtbot: QtBot, language: Language, tmp_path: Path
) -> None:
    path = tmp_path / "a.vecinos"
    with Library.open(path) as store:
        first = store.scenarios.create(Scenario("Baseline talk", ensemble=FEW))
        store.scenarios.create(Scenario(LONG_NAME, ensemble=FEW))
        store.scenarios.set_last_opened(first)
    with reading(qtbot, language, library=path) as (desk, reader):
        window = desk.window
        busy(desk.document, highest)
        desk.document.undo(window)
        top_bar = window.top_bar
        card = window.desk.card(window.desk.shown[0])
        centre = window.desk
        for menu in (
            top_bar.menu,
            top_bar.scenario_menu,
            top_bar.history_menu,
            card.menu,
            centre.toolbar.reset_menu,
            window.main_menu.scenario,
            window.main_menu.library,
            window.main_menu.recent,
        ):
            _read_menu(reader, menu)
        window.actions_[ActionId.FUTURE].trigger()
        card_of_futures = window.findChild(FutureCard)
        assert card_of_futures is not None
        reader.look_at(card_of_futures, "events")
        card_of_futures.draw.click()
        reader.look_at(card_of_futures, "a future")
        card_of_futures.close()
        for act in (ActionId.RENAME, ActionId.NEW):
            window.actions_[act].trigger()
            for size in (*SIZES, SMALLEST):
                resize(desk, size)
                for name in ("", LONG_NAME):
                    window.ask.field.setText(name)
                    reader.look_at(window.ask, f"asked by {act}, {name!r}")
            window.ask.let_be()
        settled(qtbot, desk)


@pytest.mark.long
@LONGEST_FIRST
def test_that_the_pages_over_the_desk_can_be_read(
    qtbot: QtBot, language: Language, tmp_path: Path
) -> None:
    path = tmp_path / "a.vecinos-library"
    with Library.open(path) as store:
        first = store.scenarios.create(Scenario("Baseline talk", ensemble=FEW))
        tags = tuple(f"etiqueta de prueba {n}" for n in range(9))
        folder = "Talleres de planeación/Ciudad de México y área metropolitana"
        long = Scenario(LONG_NAME, notes=400 * "palabra ", folder=folder, tags=tags, ensemble=FEW)
        for number in (first, store.scenarios.create(long)):
            outcomes = [
                Outcome(indicator, year, 1, 2, 3, 4, 5000)
                for indicator in compiled().model.indicators
                for year in SUMMARY_YEARS
            ]
            store.runs.keep(number, long, outcomes, NO_CURVES)
        store.scenarios.delete(store.scenarios.create(Scenario(f"{LONG_NAME} 2", ensemble=FEW)))
        store.scenarios.set_last_opened(first)
    with reading(qtbot, language, library=path) as (desk, reader):
        window, pages = desk.window, desk.window.pages
        for size in SIZES[:2]:
            resize(desk, size)
            pages.open_browser(LibrarySection.ALL)
            browser = pages.browser
            assert browser is not None
            qtbot.waitUntil(lambda: len(pages.browser.rows.rows) == 2, timeout=10000)  # type: ignore[union-attr]  # it is open
            reader.look_at(window, f"browser, {size[0]}")
            browser.table.choose(tuple(one.id for one in browser.rows.rows if one.id != first))
            for action in (ScenarioAction.RENAME, ScenarioAction.MOVE, ScenarioAction.TAG):
                browser.do(action)
                browser.ask.refuse(window.look.text("scenarios.name_taken", name=LONG_NAME))
                reader.look_at(window, f"asking to {action}, {size[0]}")
            browser.ask.done()
            browser.search.setText("xyzzy")
            qtbot.waitUntil(lambda: not pages.browser.rows.rows, timeout=10000)  # type: ignore[union-attr]  # it is open
            window.show_failure(DiskFullError(path=str(path)))
            reader.look_at(window, f"nothing found, {size[0]}")
            window.desk.banner.clear()
            for place in (LibrarySection.TRASH, LibrarySection.BACKUPS):
                pages.open_browser(place)
                qtbot.waitUntil(lambda: not pages.browser.busy, timeout=10000)  # type: ignore[union-attr]  # it is open
                pages.browser.empty.click()  # type: ignore[union-attr]  # it is open
                reader.look_at(window, f"{place}, {size[0]}")
            _read_versions(qtbot, desk, reader, size)
        pages.close()
        window.drop_hint.say(window.look, "files.drop")
        reader.look_at(window.drop_hint, "dropping")
        window.drop_hint.hide()
        settled(qtbot, desk)


def _read_versions(qtbot: QtBot, desk: Desk, reader: Reader, size: tuple[int, int]) -> None:
    assert desk.autosave is not None
    with qtbot.waitSignal(desk.autosave.versioned, timeout=10000):
        desk.autosave.keep_version(LONG_NAME)
    busy(desk.document, highest if size == SIZES[0] else lowest)
    desk.document.apply(SetNotes(400 * "palabra "))
    desk.window.pages.open_versions()
    page = desk.window.pages.versions
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.found), timeout=10000)
    reader.look_at(desk.window, f"versions in words, {size[0]}")
    page.views.segments[1].click()
    reader.look_at(desk.window, f"versions as a table, {size[0]}")


def _read_menu(reader: Reader, menu: QMenu) -> None:
    menu.popup(QPoint(0, 0))
    assert menu.actions()
    reader.look_at(menu, f"menu {menu.actions()[0].text()}")
    menu.close()


# ------------------------------------------------------------ the levers


@contextmanager
def lever_panel(
    qtbot: QtBot, language: Language, width: int, height: int
) -> Iterator[tuple[LeverPanel, Document, Reader]]:
    document = Document(compiled().model, Scenario("Test"))
    panel = LeverPanel(document, language, LIGHT)
    panel.resize(width, height)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    reader = Reader(language, document.model)
    try:
        yield panel, document, reader
    finally:
        panel.release()
        panel.close()
        panel.deleteLater()
    assert not reader.report, f"\n{reader.report}"


USUAL_WIDTH = 340
OTHER_WIDTHS = [pytest.param(width, marks=pytest.mark.long) for width in (USUAL_WIDTH, WIDEST)]


@LONGEST_FIRST
@pytest.mark.parametrize(
    ("width", "height"),
    [
        (NARROWEST, 700),
        pytest.param(USUAL_WIDTH, 2200, id="usual"),
        pytest.param(WIDEST, 700, marks=pytest.mark.long),
        pytest.param(NARROWEST, 2200, marks=pytest.mark.long),
    ],
)
def test_that_every_lever_row_can_be_read(
    qtbot: QtBot, language: Language, width: int, height: int
) -> None:
    with lever_panel(qtbot, language, width, height) as (panel, document, reader):
        reader.look_at(panel, "at rest")
        panel.head.grouping.segments[1].click()
        reader.look_at(panel, "by holder")
        for end in (highest, lowest):
            for lever in document.model.levers.values():
                document.apply(SetLever(lever.id, Setting(end(lever))))
            reader.look_at(panel, f"{end.__name__}")
        panel.head.filter.line.setText("xxxxxxxxxxxxxxxx")
        # A sentence that wraps moves what is below it one round of events later.
        QApplication.processEvents()
        reader.look_at(panel, "nothing found")
        panel.head.filter.line.clear()
        reason = Wording(
            "Decided by the other team until the next round", "Lo decide el otro equipo"
        )
        panel.lock(dict.fromkeys(panel.rows, reason))
        reader.look_at(panel, "locked")


@LONGEST_FIRST
@pytest.mark.parametrize("width", [NARROWEST, *OTHER_WIDTHS])
def test_that_a_lever_that_is_moved_or_typed_in_can_be_read(
    qtbot: QtBot, language: Language, width: int
) -> None:
    with lever_panel(qtbot, language, width, 2200) as (panel, _, reader):
        for row in panel.rows.values():
            lever = row.lever
            named = {lever.low, lever.high, *(notch.value for notch in lever.notches)}
            for value in sorted(named):
                _drag_and_look(row, value, reader)
            row.slider.reset()
            for typed in ("abc", "999999") if lever.id in TYPED else ():
                row.slider.typing_began.emit("")
                row.value.entered.emit(typed)
                reader.look_at(row, f"{lever.id}, {typed} typed")
                row.value.given_up.emit()


def _drag_and_look(row: LeverRow, value: float, reader: Reader) -> None:
    slider, left, none = row.slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = slider.height() / 2

    def point(at: float) -> QPoint:
        return QPointF(slider.place(at), middle).toPoint()

    QTest.mousePress(slider, left, none, point(slider.value))
    QTest.mouseMove(slider, point(value))
    reader.look_at(row, f"{row.lever.id} dragged to {value:g}")
    QTest.mouseRelease(slider, left, none, point(value))


@pytest.mark.long
@LONGEST_FIRST
def test_that_every_popover_of_a_lever_can_be_read(qtbot: QtBot, language: Language) -> None:
    wrong = (("", "", ""), ("2030-01", "24", "2034-12"), ("soon", "0", ""), ("", "400", ""))
    with lever_panel(qtbot, language, 340, 2200) as (panel, document, reader):
        row = panel.rows["us_tariff_on_mexico"]
        for setting in (None, Setting(25)):
            document.apply(SetLever(row.lever.id, setting))
            row.clock.click()
            profile = row.popover
            assert isinstance(profile, TimeProfile)
            reader.look_at(profile, "time profile")
            for start, ramp, last in wrong if setting else ():
                profile.start.setText(start)
                profile.ramp.setText(ramp)
                profile.last.setText(last)
                reader.look_at(profile, f"time profile with {start} {ramp} {last}")
            profile.close()


@pytest.mark.long
@LONGEST_FIRST
def test_that_every_help_card_can_be_read(qtbot: QtBot, language: Language) -> None:
    with lever_panel(qtbot, language, 340, 800) as (panel, document, reader):
        spare = SpareRuns(document.model)
        runs = OutcomeRuns(document, spare, KeptOutcomes())
        look, month = UiContext(language, Theme.LIGHT, RESOURCES), Month(2030, 12)
        card = LeverCard(document, read_help_cards(document.model), runs, month, look, panel)
        for lever in document.model.levers:
            card.show_lever(lever)
            card.show()
            qtbot.waitUntil(lambda: not runs.busy, timeout=20000)
            reader.look_at(card, f"card of {lever}")
        card.close()
        spare.close()


# ------------------------------------------------------------ at twice the size


AT_TWICE = ("everything_on_the_desk", "lever_row and usual")
"""What is read at this size every time; `make test-long` reads all of it."""


def _read_at_twice_the_size(chosen: str, folder: Path) -> None:
    """Run tests of this file in a process of its own: a scaling holds for a whole process."""
    screen = {"name": "large", "x": 0, "y": 0, "width": 3840, "height": 2400, "dpr": 1}
    screens = folder / "screens.json"
    screens.write_text(
        json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96}]})
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", __file__, "-q", "-k", chosen],
        env={
            **os.environ,
            "QT_SCALE_FACTOR": "2",
            "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


@pytest.mark.long
@pytest.mark.skipif(SCALE != 1, reason="this process has the other scaling")
def test_that_the_longest_words_can_be_read_at_twice_the_size(tmp_path: Path) -> None:
    parts = " or ".join(f"({part})" for part in AT_TWICE)
    _read_at_twice_the_size(f"({parts}) and longer", tmp_path)


@pytest.mark.long
@pytest.mark.skipif(SCALE != 1, reason="this process has the other scaling")
def test_that_everything_can_be_read_at_twice_the_size(tmp_path: Path) -> None:
    _read_at_twice_the_size("not twice", tmp_path)


# ------------------------------------------------------------ what is read


def test_that_all_parts_of_the_desk_are_read(qtbot: QtBot) -> None:
    with reading(qtbot, _language("es")) as (desk, _):
        window, model = desk.window, desk.document.model
        wording = window.look.language.wording
        bare = next(i for i, indicator in model.indicators.items() if indicator.series is None)
        desk.document.apply(ShowCharts((bare, "homicide_rate")))
        settled(qtbot, desk)
        window.desk.set_cross_hair(Month(2031, 5))
        window.desk.card(bare).chart.setFocus()
        texts = [text.text.strip() for text in read(window)]
        together = " ".join(texts)
        for indicator in (bare, "homicide_rate"):
            assert wording(model.indicators[indicator].name) in texts
        for axis in ("2015", "2035", "EU·MX", "MX", "EU"):
            assert axis in texts
        assert any(text.startswith("Statu quo ") for text in texts)
        assert any(text.startswith("Política ") for text in texts)
        assert "may\u00a02031" in texts
        assert "Sin serie medida antes" in together
        sparkline = window.desk.strip.sparkline(window.desk.strip.order[0])
        assert wording(sparkline.indicator.short) in texts
        row = window.levers.groups[0].rows[0]
        assert row.name_shown in texts
        assert window.top_bar.state_words in texts
        assert "Elecciones" in texts


@pytest.mark.parametrize(
    "planted", ["marks", *(pytest.param(one, marks=pytest.mark.long) for one in ("title", "ends"))]
)
def test_that_what_is_planted_on_the_desk_is_found(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        charts = desk.window.desk
        assert faults(desk.window) == []
        if planted == "title":
            # Where there is less room, the title gives way.
            desk.window.resize(1800, 900)
            QApplication.processEvents()
            assert faults(desk.window) == []
            charts.toolbar._title.setFixedWidth(20)
        else:
            if planted == "ends":
                monkeypatch.setattr(plot_view, "push_apart", lambda centres, *_: centres)
            else:
                same = [300.0] * 20
                monkeypatch.setattr(backdrop, "mark_labels", lambda found, *_: same[: len(found)])
            charts.set_look(desk.window.look)
        QApplication.processEvents()
        found = {fault.partition(":")[0] for fault in faults(desk.window)}
        assert found == {"larger than its box" if planted == "title" else "over each other"}

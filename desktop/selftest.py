"""What the shipped program can check about itself, wherever it landed.

Every part is tried for real: the window is painted, a library is made, saved and opened again.
Nothing is left behind. One line a part; the first that fails ends it and is named.
"""

import hashlib
import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from db import Library, PackDamagedError, default_location, packed, read_pack
from desktop.analysis.parts_elsewhere import add_up, parts_elsewhere
from desktop.bridge.display import has_display
from desktop.bridge.job import Progress
from desktop.bridge.open_sockets import open_internet_sockets
from desktop.bridge.own_process import in_own_process
from desktop.bridge.preferences import Preferences, preferences_file
from desktop.charts.fan_chart import FanChart
from desktop.charts.fonts import load_fonts
from desktop.charts.icons import icon, program_icon
from desktop.charts.tokens import TOKENS, Theme
from desktop.document.commands import SetLever
from desktop.document.imports import import_scenarios, scenarios_of_pack
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import ArgumentError, MissingResourceError, VecinosError
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import compile_model
from desktop.engine.machine.executor import library, library_set_aside, why_numpy
from desktop.engine.results.bands import bands
from desktop.engine.run.project import project
from desktop.language.language import LANGUAGES, Language, load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.spreadsheets import read_table
from desktop.reports.interrupt import unfinished
from desktop.reports.pack_file import write_pack
from desktop.reports.streams import complain, say
from desktop.session.session import Session
from desktop.ui.qt_texts import QT_WRITTEN_IN, QtTexts
from desktop.ui.ui_context import UiContext
from desktop.views.window.main_window import MainWindow

MEMBERS = 200
COMPARED = 20
"""Members that both executors run."""
CHARTS = 9
INTERNET = (socket.AF_INET, socket.AF_INET6)
REPEATS = 1000
"""Chart updates, and commands: PySide6 6.12 on Python 3.11 does not live through them."""
DRAG = 40
"""Commands of one drag, its undo among them."""
SECONDS_TO_PROJECT = 60.0
LOOKS_MS = 20
"""How often it is looked whether curves stand."""
FEWEST_COLOURS = 16
"""A window that was painted has many more; an empty one has one."""

OLD_LIBRARY = "library-1.vecinos"
"""A library as revision 1 made it, with this scenario in it; both are never changed again."""
OLD_SCENARIO = Scenario(
    name="Más vías legales, menos aranceles",
    policy=Policy(
        {
            "legal_pathways": Setting(2000.0),
            "us_tariff_on_mexico": Setting(25.0, Month(2025, 2), 1, Month(2028, 12)),
        },
        (PlannedEvent("third_country_crisis", Month(2027, 9)),),
    ),
    notes="Primera línea.\nSecond line: “ñandú” = 1 + 1",
    ensemble=EnsembleChoice(members=250, seed=7, noise=False, fixed_links=frozenset({3, 75})),
    charts=("irregular_encounters", "remittances"),
    model_version="1",
    model_digest="0123456789abcdef",
)

CONTENTS = "contents.txt"
"""Digest and path of every shipped data file; `build.spec` writes it."""


class NotPackagedError(ArgumentError):
    """No fields. The self-test was asked for outside a packaged program."""

    code = "self_test_not_packaged"


class FoundWrongError(VecinosError):
    """Fields: reason (message id `reason.<id>`), and those that it names."""

    code = "self_test_found"


def run(language: Language, *, source: bool, resources: Path = RESOURCES) -> int:
    """Check every part and return 0, or 1 at the first that fails.

    Raise NotPackagedError outside a packaged program unless `source` is true.
    """
    packaged = bool(getattr(sys, "frozen", False))
    if not (packaged or source):
        raise NotPackagedError
    say(language.text("self_test.program", path=sys.executable))
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="vecinos-self-test-") as folder,
        unfinished(Path(folder)),
        ExitStack() as ends,
    ):
        trial = SelfTest(Path(folder), resources, ends)
        parts = trial.parts(packaged=packaged)
        for part, check in parts:
            name = language.text(part)
            try:
                check()
            except VecinosError as error:
                complain(language.text("self_test.failed", part=name, why=language.error(error)))
                return 1
            except Exception as error:
                # Whatever it is, it is what was looked for.
                detail = f"{type(error).__name__}: {error}"
                complain(language.text("self_test.failed", part=name, why=detail))
                return 1
            say(language.text("self_test.passed", part=name))
    seconds = language.number(time.monotonic() - started, 1)
    say(language.text("self_test.all_passed", parts=len(parts), seconds=seconds))
    return 0


class SelfTest:
    """Hold what the parts hand on to each other; each raises what is wrong."""

    def __init__(self, folder: Path, resources: Path, ends: ExitStack) -> None:
        self._folder = folder
        self._resources = resources
        self._ends = ends
        self._sockets: list[str] = []
        self._failures: list[VecinosError] = []
        self._drawn: list[FanChart] = []
        sys.addaudithook(self._notice_socket)

    def parts(self, *, packaged: bool) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Return the message that names each part; a later one may need an earlier one."""
        shipped = (
            ("self_test.part.home", self._home),
            ("self_test.part.catalogues", self._catalogues),
            ("self_test.part.fonts", self._fonts),
            ("self_test.part.icons", self._icons),
            ("self_test.part.model", self._model),
        )
        # From source, where nothing can compile it, NumPy may run the model.
        machine = (("self_test.part.machine", self._machine),)
        projected = (("self_test.part.projection", self._projection),)
        listed = (("self_test.part.contents", self._contents),)
        built = (
            ("self_test.part.library", self._library),
            ("self_test.part.old_library", self._old_library),
            ("self_test.part.packs", self._packs),
            ("self_test.part.tables", self._tables),
            ("self_test.part.documents", self._documents),
            ("self_test.part.own_process", self._own_process),
            ("self_test.part.window", self._window),
            ("self_test.part.charts", self._charts),
            ("self_test.part.updates", self._updates),
            ("self_test.part.commands", self._commands),
            ("self_test.part.network", self._network),
        )
        return (
            *shipped,
            *(machine if packaged or library() is not None else ()),
            *projected,
            *(listed if packaged else ()),
            *built,
        )

    # ------------------------------------------------------------ the folders of this person

    def _home(self) -> None:
        for folder in (default_location().parent, preferences_file().parent):
            with _made(folder), tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"Vecinos")

    # ------------------------------------------------------------ what is shipped

    def _catalogues(self) -> None:
        self._languages = {code: load_language(code, self._resources) for code in LANGUAGES}
        worded = {language.text("self_test.program", path="") for language in self._spoken}
        if len(worded) < len(LANGUAGES):
            raise FoundWrongError(reason="reason.languages_alike")
        for language in self._spoken:
            if language.code != QT_WRITTEN_IN:
                QtTexts(language)

    @property
    def _spoken(self) -> tuple[Language, ...]:
        return tuple(self._languages.values())

    def _fonts(self) -> None:
        self._application = _application()
        load_fonts(self._resources)

    def _icons(self) -> None:
        for drawing in sorted((self._resources / "icons").glob("*.svg")):
            picture = icon(drawing.stem, TOKENS[Theme.LIGHT].ink, self._resources).pixmap(32, 32)
            if len(_colours(picture.toImage())) == 1:
                raise MissingResourceError(path=drawing)
        program_icon(self._resources)

    def _contents(self) -> None:
        listed = self._resources / "selftest" / CONTENTS
        try:
            lines = listed.read_text(encoding="utf-8").splitlines()
        except OSError as failure:
            raise MissingResourceError(path=listed) from failure
        for line in lines:
            digest, _, name = line.partition("  ")
            path = self._resources.parent / name
            try:
                content = path.read_bytes()
            except OSError as failure:
                raise MissingResourceError(path=path) from failure
            if hashlib.sha256(content).hexdigest() != digest:
                raise FoundWrongError(reason="reason.altered", path=path)

    # ------------------------------------------------------------ the model

    def _model(self) -> None:
        self._read = read_model(self._resources)
        self._compiled = compile_model(self._read)

    def _machine(self) -> None:
        missing = why_numpy()
        if missing is not None:
            raise missing
        fast = self._run_anew()
        with library_set_aside():
            plain = self._run_anew()
        if fast != plain:
            raise FoundWrongError(reason="reason.executors_differ")

    def _run_anew(self) -> bytes:
        """Return the bits of a projection and its bands, with every program run again."""
        compiled = compile_model(self._read)
        highest = {lever.id: Setting(lever.high) for lever in self._read.levers.values()}
        draws = compiled.draws(EnsembleChoice(members=COMPARED))
        projection = project(compiled, Policy(highest), draws)
        return projection.values.tobytes() + bands(projection).values.tobytes()

    def _projection(self) -> None:
        lever = next(iter(self._read.levers.values()))
        far = max(lever.low, lever.high, key=lambda value: abs(value - lever.default))
        draws = self._compiled.draws(EnsembleChoice(members=MEMBERS))
        self._lever, self._setting = lever, SetLever(lever.id, Setting(far))
        policy = Policy({lever.id: Setting(far)})
        self._baseline = bands(project(self._compiled, STATUS_QUO, draws))
        self._policy = bands(project(self._compiled, policy, draws))
        for found in (self._baseline, self._policy):
            if not np.isfinite(found.values).all():
                raise FoundWrongError(reason="reason.not_finite")
        if np.array_equal(self._baseline.values, self._policy.values):
            raise FoundWrongError(reason="reason.lever_moves_nothing", lever=lever.id)

    def _tables(self) -> None:
        # What takes tables apart is imported by the first of them: here, before anybody needs it.
        from desktop.reports.table import Table, table_bytes, workbook_bytes

        table = Table({"month": ["2024-01", "2024-02"], "value": [-0.5, 1234.25]})
        rows = [["month", "value"], ["2024-01", "-0.5"], ["2024-02", "1234.25"]]
        for file, content in (("a.csv", table_bytes(table)), ("a.xlsx", workbook_bytes(table))):
            read = read_table(file, content, lambda _: True, len(rows))
            if [cells for _, cells in read.rows] != rows:
                raise FoundWrongError(reason="reason.table_read_otherwise", file=file)

    def _documents(self) -> None:
        # One of the writers reads templates of its library, which a packaged program may lack.
        from desktop.reports.paper.files import WRITERS
        from desktop.reports.paper.sheet import NORMAL
        from desktop.reports.paper.tree import PaperDocument, Paragraph, Part, plain

        part = Part("es", "1", "2", "3", "{page}/{pages}", (Paragraph(plain("ñ")),))
        for write in WRITERS.values():
            write(PaperDocument("1", (part,)), NORMAL)

    def _own_process(self) -> None:
        found = in_own_process(parts_elsewhere, self._resources, Progress(lambda _: None))
        if found is None or not add_up(found):
            raise FoundWrongError(reason="reason.parts_do_not_add_up")

    # ------------------------------------------------------------ the window

    def _window(self) -> None:
        charts = tuple(self._read.indicators)[:CHARTS]
        scenario = Scenario("", charts=charts, ensemble=EnsembleChoice(members=MEMBERS))
        preferences = Preferences()
        preferences.chart_count = CHARTS
        look = UiContext(self._spoken[0], Theme.LIGHT, self._resources)
        session = Session(self._compiled, scenario, preferences, look.language, look.resources)
        self._ends.callback(session.close)
        self._document, self._projector = session.document, session.projector
        self._projector.failed.connect(self._failures.append)
        window = MainWindow(session, look)
        self._ends.callback(_end, window)
        self._main_window = window
        window.show()
        self._document.apply(self._setting)
        self._settle()

        def dress(language: Language, theme: Theme) -> None:
            window.set_language(language.code)
            window.set_theme(theme)

        self._look_at(window, dress)

    def _settle(self) -> None:
        """Wait for the curves of the document as it stands; raise what the projector raised."""
        until = time.monotonic() + SECONDS_TO_PROJECT
        desk = self._main_window.desk
        # Given a time, `processEvents` would return at once: no run is held up by who waits for it.
        beat = QTimer()
        beat.start(LOOKS_MS)
        while not self._failures and time.monotonic() < until:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if desk.curves is not None and not self._projector.busy:
                return
        if self._failures:
            raise self._failures[0]
        raise FoundWrongError(reason="reason.no_curves", seconds=SECONDS_TO_PROJECT)

    def _look_at(self, widget: QWidget, dress: Callable[[Language, Theme], None]) -> None:
        """Paint a widget in every language and theme; each picture must differ from the others."""
        pictures: list[QImage] = []
        for language in self._spoken:
            for theme in Theme:
                dress(language, theme)
                QApplication.processEvents()
                picture = widget.grab().toImage()
                alike = any(picture == other for other in pictures)
                if alike or len(_colours(picture)) < FEWEST_COLOURS:
                    raise FoundWrongError(
                        reason="reason.not_painted", language=language.code, theme=str(theme)
                    )
                pictures.append(picture)

    def _charts(self) -> None:
        indicators = tuple(self._read.indicators.values())
        wall = self._wall = QWidget()
        self._ends.callback(_end, wall)
        grid = QGridLayout(wall)
        for place in range(CHARTS):
            indicator = indicators[place % len(indicators)]
            series = self._read.series.get(indicator.series) if indicator.series else None
            look = (self._spoken[0], TOKENS[Theme.LIGHT])
            chart = FanChart(indicator, series, self._read.clock, self._read.votes, *look, wall)
            chart.show_baseline(self._baseline.of(indicator.id))
            chart.show_policy(self._policy.of(indicator.id), moving=False)
            grid.addWidget(chart, place // 3, place % 3)
            self._drawn.append(chart)
        wall.show()

        def dress(language: Language, theme: Theme) -> None:
            for chart in self._drawn:
                chart.set_language(language)
                chart.set_look(TOKENS[theme])

        self._look_at(wall, dress)

    def _updates(self) -> None:
        for turn in range(REPEATS):
            curves = self._policy if turn % 2 else self._baseline
            chart = self._drawn[turn % CHARTS]
            chart.show_policy(curves.of(chart.indicator.id), moving=True)
            QApplication.processEvents()

    def _commands(self) -> None:
        document, lever = self._document, self._lever
        before = document.scenario
        for turn in range(REPEATS):
            place = turn % DRAG
            if place == 0:
                gesture = document.begin_gesture()
            if place == DRAG - 1:
                document.end_gesture(gesture)
                document.undo()
            else:
                value = lever.low + (lever.high - lever.low) * (place + 1) / DRAG
                document.apply(SetLever(lever.id, Setting(value), gesture))
            QApplication.processEvents()
        self._settle()
        if document.scenario != before:
            raise FoundWrongError(reason="reason.not_undone")

    # ------------------------------------------------------------ the library

    def _library(self) -> None:
        self._same(OLD_SCENARIO, self._folder / "new.vecinos", store=True)

    def _old_library(self) -> None:
        shipped = self._resources / "selftest" / OLD_LIBRARY
        if not shipped.is_file():
            raise MissingResourceError(path=shipped)
        copy = self._folder / OLD_LIBRARY
        copyfile(shipped, copy)
        with Library.open(copy) as library:
            if library.kept is None:
                raise FoundWrongError(reason="reason.not_upgraded", path=shipped)
        self._same(OLD_SCENARIO, copy, store=False)

    def _packs(self) -> None:
        path = self._folder / "handed-on.vecinos"
        # The old one has an event that the model has no more.
        lever = next(iter(self._read.levers.values()))
        handed_on = replace(OLD_SCENARIO, policy=Policy({lever.id: Setting(lever.high)}))
        write_pack(packed([handed_on]), path)
        other = self._folder / "other.vecinos-library"
        with Library.open(other) as library:
            import_scenarios(library, scenarios_of_pack(path, self._read), self._read)
        self._same(handed_on, other, store=False)
        path.write_bytes(path.read_bytes()[:-1])
        try:
            read_pack(path)
        except PackDamagedError:
            return
        raise FoundWrongError(reason="reason.damage_passed", path=path)

    @staticmethod
    def _same(scenario: Scenario, path: Path, *, store: bool) -> None:
        if store:
            with Library.open(path) as library:
                library.scenarios.create(scenario)
        with Library.open(path) as library:
            found = library.scenarios.load(library.scenarios.find(scenario.name))
        if found != scenario:
            raise FoundWrongError(reason="reason.not_as_saved", path=path)

    # ------------------------------------------------------------ the network

    def _notice_socket(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.__new__" and arguments[1] in INTERNET:
            self._sockets.append(repr(arguments[1]))

    def _network(self) -> None:
        found = [*self._sockets, *open_internet_sockets()]
        if found:
            raise FoundWrongError(reason="reason.socket", sockets=", ".join(found))


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """Lend a folder; whatever of it was not there before is taken away again."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            yield folder
        finally:
            for path in missing:
                if path.exists():
                    path.rmdir()
    except OSError as failure:
        raise FoundWrongError(reason="reason.folder_not_writable", path=folder) from failure


def _application() -> QApplication:
    """Return the application; without a display it paints off-screen."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QApplication(["vecinos"])


def _end(window: QWidget) -> None:
    window.close()
    window.deleteLater()


def _colours(picture: QImage) -> AbstractSet[int]:
    """Return the colours at every fourth pixel of a picture, both ways."""
    whole = picture.convertToFormat(QImage.Format.Format_ARGB32)
    pixels = np.frombuffer(whole.constBits(), np.uint32)
    rows = pixels.reshape(whole.height(), whole.bytesPerLine() // 4)
    return set(rows[::4, ::4].ravel().tolist())

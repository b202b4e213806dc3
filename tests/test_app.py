"""The composition root: pictures, a start without a display, failures nobody caught."""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFileOpenEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.file.location import default_location
from db.packs.pack import packed
from db.store import Store
from desktop import app
from desktop.bridge.display import has_display
from desktop.bridge.errors import UnexpectedError
from desktop.bridge.opened_files import OpenedFiles
from desktop.bridge.preferences import Preferences
from desktop.charts.tokens import LIGHT
from desktop.cli import main
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.modelfiles.read import read_model
from desktop.session.projector import Projector, RunPlacement
from desktop.ui.motion import motion_time
from desktop.ui.reduced_motion import CalmStyle, still
from desktop.views.window.main_window import DESIGNED
from tests.homes import home
from tests.views.desks import FEW, TARIFF, open_desk


def _run(
    code: str, cwd: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parent.parent
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={**kept, **home(cwd / "home"), "PYTHONPATH": str(root), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_that_a_start_without_a_display_draws_the_window_and_says_where(tmp_path: Path) -> None:
    code = "import sys; from desktop.app import run; sys.exit(run(language='en'))"
    done = _run(code, tmp_path)
    assert done.returncode == 0, done.stderr
    said, picture, table = done.stdout.splitlines()
    assert said == "There is no display, so the same window was drawn off-screen."
    assert picture == f"Picture: {tmp_path / 'out' / 'vecinos.png'}"
    assert table == f"Projection: {tmp_path / 'out' / 'projection.csv'}"
    image = QImage(str(tmp_path / "out" / "vecinos.png"))
    assert (image.width(), image.height()) == DESIGNED
    first, second = (tmp_path / "out" / "projection.csv").read_text().splitlines()[:2]
    assert first.startswith("time,indicator,unit,p05")
    assert second.startswith("2024-01,")


MODEL = read_model()


@pytest.fixture
def start(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., int]:
    """Start the program in this process as if there were no display, at home in a new folder."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in home(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(app, "keep_log", lambda: None)
    return lambda *words: main(["--lang", "en", *words])


def plan(name: str, value: float = 2000.0) -> Scenario:
    policy = Policy({"legal_pathways": Setting(value)})
    return Scenario(
        name, policy, ensemble=FEW, model_version=MODEL.version, model_digest=MODEL.digest
    )


def last_medians(folder: Path) -> tuple[float, float]:
    with (folder / "out" / "projection.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"] == "irregular_encounters"]
    return float(rows[-1]["p50"]), float(rows[-1]["baseline_p50"])


def test_that_a_library_named_without_a_display_is_drawn_with_its_last_scenario(
    tmp_path: Path, start: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "plans.vecinos-library"
    with Store.open(library) as store:
        store.set_last_opened(store.create(plan("Plan A")))
        store.create(plan("Plan B"))
    before = library.read_bytes()
    assert start(str(library)) == 0
    assert "Scenario drawn: Plan A" in capsys.readouterr().out.splitlines()
    median, baseline = last_medians(tmp_path)
    assert median < baseline
    assert library.read_bytes() == before


def test_that_a_pack_named_without_a_display_is_brought_in_and_drawn(
    tmp_path: Path, start: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "shared.vecinos"
    pack.write_bytes(packed([plan("Plan A"), plan("Plan B")]))
    assert start(str(pack)) == 0
    library = default_location()
    assert capsys.readouterr().out.splitlines()[1:4] == [
        f"Plan A was imported into {library}.",
        f"Plan B was imported into {library}.",
        "Scenario drawn: Plan A",
    ]
    with Store.open(library, read_only=True) as store:
        assert {each.name for each in store.scenarios()} == {"Plan A", "Plan B"}


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("gone.vecinos-library", None, "There is no library"),
        ("gone.vecinos", None, "The pack"),
        ("words.vecinos", b"Dear neighbors", "is not a library of Vecinos"),
        ("cut.vecinos", packed([plan("Plan A")])[:-9], "is damaged or holds what no pack may"),
    ],
)
def test_that_a_file_that_cannot_be_opened_without_a_display_is_told(
    name: str,
    content: bytes | None,
    why: str,
    tmp_path: Path,
    start: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert start(str(tmp_path / name)) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    (said,) = shown.err.splitlines()
    assert why in said
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "home").exists()


def test_that_packs_named_on_the_command_line_or_by_the_system_are_brought_into_the_library(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    pack, library = tmp_path / "shared.vecinos", tmp_path / "own.vecinos-library"
    clicked = tmp_path / "clicked.vecinos"
    pack.write_bytes(packed([plan("Plan A"), plan("Plan B")]))
    clicked.write_bytes(packed([plan("Plan C")]))
    Store.open(library).close()
    with open_desk(qtbot) as desk:
        desk.preferences.library = str(library)
        files = OpenedFiles(qapp)
        # As macOS hands over a double-click, before there is a library to take it.
        files.eventFilter(qapp, QFileOpenEvent(str(clicked)))
        app._after_first_curve(desk, str(pack), files)
        desk.projector.refresh()
        qtbot.waitUntil(lambda: not desk.window.desk.notice.isHidden(), timeout=20_000)
        assert desk.lane is not None
        assert desk.lane.flush(20.0)
    with Store.open(library, read_only=True) as store:
        assert {"Plan A", "Plan B", "Plan C"} <= {each.name for each in store.scenarios()}
    assert desk.preferences.library == str(library)


def test_that_the_own_library_is_made_at_the_first_start_and_never_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in home(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    asked: list[tuple[str, bool]] = []
    desk = SimpleNamespace(
        preferences=Preferences(),
        open_library=lambda where, *, create: asked.append((str(where), create)),
    )
    own = default_location()
    app._open_last(desk)  # type: ignore[arg-type]  # what it uses of a desk
    desk.preferences.remember(str(own.with_suffix(".vecinos")))
    app._open_last(desk)  # type: ignore[arg-type]  # as above
    desk.preferences.library = "/media/stick/talks.vecinos-library"
    app._open_last(desk)  # type: ignore[arg-type]  # as above
    assert asked == [
        (str(own), True),
        (str(own), False),
        ("/media/stick/talks.vecinos-library", False),
    ]


def test_that_a_start_without_a_display_speaks_the_language_of_the_system(tmp_path: Path) -> None:
    code = "import sys; from desktop.cli import main; sys.exit(main([]))"
    (tmp_path / "out").write_text("in the way")
    done = _run(code, tmp_path, LANG="es_MX.UTF-8", LC_ALL="es_MX.UTF-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("No se pudo escribir out:")


def test_that_a_start_without_a_display_says_where_it_cannot_write(
    tmp_path: Path, start: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("in the way")
    assert start() == 1
    assert capsys.readouterr().err.splitlines() == [
        "out could not be written: the system refused; nothing was changed, choose another place."
    ]
    assert (tmp_path / "out").read_text() == "in the way"


def test_that_a_picture_at_double_scale_has_twice_the_pixels(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from desktop.app import snapshot; "
        "snapshot(Path('a.png'), theme='dark', language='es', size=(1280, 720), scale=2)"
    )
    done = _run(code, tmp_path)
    assert done.returncode == 0, done.stderr
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (2560, 1440)


def test_that_a_picture_shows_the_scenario_it_was_given(qtbot: QtBot, tmp_path: Path) -> None:
    tariff = Scenario("Tariff", Policy({TARIFF: Setting(25)}), ensemble=FEW)
    for name, scenario in (("a", Scenario("", ensemble=FEW)), ("b", tariff), ("c", tariff)):
        app.snapshot(tmp_path / f"{name}.png", scenario=scenario, size=(1280, 720))
    qtbot.wait(10)
    images = [QImage(str(tmp_path / f"{name}.png")) for name in "abc"]
    assert images[0] != images[1]
    assert images[1].size() == images[2].size()
    assert images[0].pixelColor(1275, 100).name().upper() == LIGHT.panel


def test_that_the_desk_makes_its_runs_where_that_was_measured_to_be_best() -> None:
    # docs/decisions: live runs on the widgets' thread, exact ones beside it.
    assert signature(app.build).parameters["lane"].default is RunPlacement.SPLIT
    assert signature(Projector).parameters["lane"].default is RunPlacement.SPLIT


def test_that_a_slot_that_fails_shows_a_banner_and_leaves_a_log(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with open_desk(qtbot) as desk:
        before = app.catch_everything(desk.window.show_failure)
        try:

            def slip() -> None:
                raise KeyError("nothing")

            QTimer.singleShot(0, slip)
            qtbot.waitUntil(lambda: not desk.window.desk.banner.isHidden(), timeout=2000)
        finally:
            sys.excepthook = before[0]
        error = desk.window.desk.banner.error
        assert isinstance(error, UnexpectedError)
        assert "KeyError" in desk.window.desk.banner.sentence
        assert "nobody caught this" in caplog.text


@pytest.mark.parametrize(
    ("variables", "answer"),
    [
        ({}, not sys.platform.startswith("linux")),
        ({"DISPLAY": ":7"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_that_a_display_is_looked_for_before_qt_is(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, answer: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert has_display() is answer


def test_that_nothing_moves_in_the_calm_style(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert motion_time(widget, 140) == 140
    calm = CalmStyle()
    widget.setStyle(calm)
    assert motion_time(widget, 140) == 0
    widget.setStyle(QApplication.style())


def test_that_the_users_word_on_motion_counts_before_the_systems() -> None:
    assert still(preference=True)
    assert not still(preference=False)


def test_that_the_first_curve_waits_for_no_database_and_no_tables(tmp_path: Path) -> None:
    code = (
        "import sys, desktop.app; "
        "slow = {'sqlalchemy', 'alembic', 'pandas', 'openpyxl', 'db.store'}; "
        "print(sorted(slow & set(sys.modules)))"
    )
    done = _run(code, tmp_path, QT_QPA_PLATFORM="offscreen")
    assert done.stdout.strip() == "[]", done.stderr
    assert not re.search("Traceback", done.stderr)

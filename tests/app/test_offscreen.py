"""Pictures of the desk, and a start without a display."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.file.location import default_location
from db.library import Library
from db.packs.pack import packed
from desktop.app import offscreen
from desktop.app import start as start_module
from desktop.charts.tokens import LIGHT
from desktop.cli import main
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import MissingResourceError
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.observation import Observation
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.language.language import Language, load_language
from desktop.views.room import room_window
from desktop.views.window.main_window import DESIGNED
from tests.app.starts import plan, run_elsewhere
from tests.homes import home
from tests.readers import reader_gone
from tests.views.desks import FEW, TARIFF

MOVED = Month(2024, 3)
FIGURES = tuple(
    Observation("mx_remittances_usd", Month(2024, month), 6.0, "Banxico", date(2026, 1, 5))
    for month in (1, 2, 3)
)


def test_that_a_start_without_a_display_draws_the_window_and_says_where(tmp_path: Path) -> None:
    code = "import sys; from desktop.app.start import run; sys.exit(run(language='en'))"
    done = run_elsewhere(code, tmp_path)
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
    monkeypatch.setattr(start_module, "keep_log", lambda: None)
    return lambda *words: main(["--lang", "en", *words])


def last_medians(folder: Path) -> tuple[float, float]:
    with (folder / "out" / "projection.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"] == "irregular_encounters"]
    return float(rows[-1]["p50"]), float(rows[-1]["baseline_p50"])


@pytest.mark.long
def test_that_a_library_named_without_a_display_is_drawn_with_its_last_scenario(
    tmp_path: Path, start: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "plans.vecinos-library"
    with Library.open(library) as store:
        store.scenarios.set_last_opened(store.scenarios.create(plan("Plan A")))
        store.scenarios.create(plan("Plan B"))
    before = library.read_bytes()
    assert start(str(library)) == 0
    assert "Scenario drawn: Plan A" in capsys.readouterr().out.splitlines()
    median, baseline = last_medians(tmp_path)
    assert median < baseline
    assert library.read_bytes() == before


@pytest.mark.long
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
    with Library.open(library, read_only=True) as store:
        assert {each.name for each in store.scenarios.listed()} == {"Plan A", "Plan B"}


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


@pytest.mark.long
def test_that_a_start_without_a_display_speaks_the_language_of_the_system(tmp_path: Path) -> None:
    code = "import sys; from desktop.cli import main; sys.exit(main([]))"
    (tmp_path / "out").write_text("in the way")
    done = run_elsewhere(code, tmp_path, LANG="es_MX.UTF-8", LC_ALL="es_MX.UTF-8")
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


@pytest.mark.long
@pytest.mark.parametrize("as_pack", [False, True])
@pytest.mark.parametrize(("assumptions", "chosen"), [("articles", None), ("neutral", MOVED)])
def test_that_the_curves_beside_the_picture_are_those_of_the_picture(
    as_pack: bool,
    assumptions: str,
    chosen: Month | None,
    tmp_path: Path,
    start: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: dict[str, object] = {}

    def noticed(path: Path, *, scenario: Scenario, model: Model, **_: object) -> None:
        drawn.update(under=scenario.assumptions, start=model.clock.vantage)
        path.touch()

    monkeypatch.setattr(offscreen, "snapshot", noticed)
    wanted = replace(plan("Plan A"), assumptions=assumptions, ensemble=EnsembleChoice(members=8))
    library, named = default_location(), tmp_path / "shared.vecinos"
    library.parent.mkdir(parents=True)
    with Library.open(library) as store:
        store.observations.add(FIGURES)
        store.observations.set_vantage(chosen)
        if not as_pack:
            store.scenarios.create(wanted)
    named.write_bytes(packed([wanted]))
    assert start(str(named if as_pack else library)) == 0
    assert drawn == {"under": assumptions, "start": chosen or Month(2023, 12)}
    assert main(["project", "--scenario", "Plan A", "--out", "asked.csv"]) == 0
    beside = (tmp_path / "out" / "projection.csv").read_bytes()
    assert beside == (tmp_path / "asked.csv").read_bytes()


def test_that_a_reader_who_leaves_a_start_without_a_display_gets_no_complaint(
    tmp_path: Path,
    start: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(offscreen, "snapshot", lambda path, **_: path.touch())
    with reader_gone(tmp_path):
        assert start() == 0
    assert capsys.readouterr().err == ""
    assert (tmp_path / "out" / "projection.csv").is_file()


@pytest.mark.long
def test_that_a_picture_at_double_scale_has_twice_the_pixels(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from desktop.app.offscreen import snapshot; "
        "snapshot(Path('a.png'), theme='dark', language='es', size=(1280, 720), scale=2)"
    )
    done = run_elsewhere(code, tmp_path)
    assert done.returncode == 0, done.stderr
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (2560, 1440)


@pytest.mark.long
def test_that_a_picture_shows_its_scenario_and_is_the_same_twice(
    qtbot: QtBot, tmp_path: Path
) -> None:
    tariff = Scenario("Tariff", Policy({TARIFF: Setting(25)}), ensemble=FEW)
    for name, scenario in (("a", Scenario("", ensemble=FEW)), ("b", tariff), ("c", tariff)):
        offscreen.snapshot(tmp_path / f"{name}.png", scenario=scenario, size=(1440, 900))
    images = [QImage(str(tmp_path / f"{name}.png")) for name in "abc"]
    assert images[0] != images[1]
    # The explanation beside the charts is waited for too.
    assert images[1] == images[2]
    assert images[0].pixelColor(1400, 700).name().upper() == LIGHT.panel


def test_that_a_picture_of_the_room_ends_with_the_month_it_sees(
    qtbot: QtBot, tmp_path: Path
) -> None:
    plans = {
        "calm": Scenario("Talk", ensemble=FEW),
        "later": Scenario("Talk", Policy({TARIFF: Setting(25, Month(2028, 1))}), ensemble=FEW),
    }
    for until in (Month(2027, 12), None):
        for name, scenario in plans.items():
            offscreen.snapshot(
                tmp_path / f"{name} {until}.png",
                scenario=scenario,
                size=(1024, 768),
                view="room",
                until=until,
                both=True,
            )
    calm, later = (QImage(str(tmp_path / f"{name} 2027-12.png")) for name in plans)
    assert calm == later
    assert (calm.width(), calm.height()) == (1024, 768)
    calm, later = (QImage(str(tmp_path / f"{name} None.png")) for name in plans)
    assert calm != later
    assert calm.pixelColor(5, 5).name().upper() == LIGHT.window


def test_that_a_room_without_one_catalogue_is_drawn_in_the_other(
    qtbot: QtBot,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(code: str, resources: Path) -> Language:
        if code == "es":
            raise MissingResourceError(path=resources / "vecinos.mo")
        return load_language("en", resources)

    monkeypatch.setattr(room_window, "load_language", missing)
    out = tmp_path / "room.png"
    offscreen.snapshot(out, scenario=Scenario("Talk", ensemble=FEW), view="room", both=True)
    assert not QImage(str(out)).isNull()
    assert len(capsys.readouterr().err.splitlines()) == 1

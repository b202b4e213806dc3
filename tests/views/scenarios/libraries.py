"""A library with something in it, and a desk over it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from unittest.mock import patch

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.app.desk import Desk
from desktop.bridge.preferences import Preferences
from desktop.domain.lever import Setting
from desktop.domain.outcome import Outcome
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.ui.actions import ActionId
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.ui_context import UiContext
from desktop.views.scenarios.browser import ScenarioBrowser
from desktop.views.scenarios.listing import LibrarySection
from tests.db.samples import NO_CURVES
from tests.views.desks import FEW, TARIFF, open_desk, sparing

HOMICIDE = "homicide_rate"
ON_DESK = "Baseline talk"


@dataclass
class Answers:
    """Answer the system's file dialogs as a person would, without a window."""

    opened: Path | None = None
    written: Path | None = None
    titles: list[str] = field(default_factory=list)

    def to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        self.titles.append(title)
        return self.opened

    def to_write(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.titles.append(name)
        return self.written

    @contextmanager
    def instead(self) -> Iterator[Self]:
        """Let these be the answers, whoever asks."""
        with patch.multiple(SystemFiles, to_open=self.to_open, to_write=self.to_write):
            yield self


def scenario(
    name: str, folder: str = "", tags: tuple[str, ...] = (), tariff: float = 25
) -> Scenario:
    policy = Policy({TARIFF: Setting(tariff)})
    return Scenario(name, policy, notes=f"About {name}.", folder=folder, tags=tags, ensemble=FEW)


def library(folder: Path) -> Path:
    """Make a library of five scenarios, one of them on the desk, none in the trash."""
    path = folder / "talks.vecinos-library"
    with Library.open(path) as store:
        kept = store.scenarios.create_all(
            [
                Scenario(ON_DESK, ensemble=FEW),
                scenario("Año de prueba", "Talleres/Norte", ("borrador", "2026"), 10),
                scenario("Nearshoring", "Talleres", ("2026",), 5),
                scenario("Escalation", "Spring", ("borrador",), 50),
                scenario("Áreas seguras", "", (), 15),
            ]
        )
        for place, number in enumerate(list(kept)[1:4]):
            middle = 20.0 - 5 * place
            store.runs.keep(
                number,
                store.scenarios.load(number),
                [
                    Outcome(HOMICIDE, year, middle - 4, middle - 2, middle, middle + 2, middle + 4)
                    for year in (2030, 2036)
                ],
                NO_CURVES,
            )
        store.scenarios.set_last_opened(next(iter(kept)))
    return path


@contextmanager
def library_desk(
    qtbot: QtBot,
    path: Path,
    *,
    preferences: Preferences | None = None,
    worn: UiContext | None = None,
) -> Iterator[tuple[Desk, Answers]]:
    """Open a desk over a library, with files that are answered for."""
    chosen = preferences or sparing()
    with (
        open_desk(qtbot, library=path, preferences=chosen, worn=worn) as desk,
        Answers().instead() as files,
    ):
        yield desk, files


def browse(qtbot: QtBot, desk: Desk, place: LibrarySection = LibrarySection.ALL) -> ScenarioBrowser:
    """Open the browser and wait for its list."""
    if place is LibrarySection.ALL:
        desk.window.actions_[ActionId.OPEN].trigger()
    else:
        desk.window.pages.open_browser(place)
    browser = desk.window.pages.browser
    assert browser is not None
    answered(qtbot, browser)
    return browser


def answered(qtbot: QtBot, browser: ScenarioBrowser) -> None:
    """Wait until the list shows what was asked last."""
    qtbot.waitUntil(lambda: not browser.busy and browser.rows.query == browser.query, timeout=10000)


def names(browser: ScenarioBrowser) -> list[str]:
    """Return the names in the list, in their order."""
    return [summary.name for summary in browser.rows.rows]


def choose(browser: ScenarioBrowser, *wanted: str) -> None:
    """Choose scenarios of the list by their names."""
    ids = tuple(one.id for one in browser.rows.rows if one.name in wanted)
    assert len(ids) == len(wanted)
    browser.table.choose(ids)

"""What the desk under test has come to, task by task: settings, pins, wedges, answers, versions."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.app.desk import Desk
from desktop.document.grounds import subject_behind, web_address
from desktop.domain.inquiry import WhatItTakes
from desktop.domain.scenario import Scenario
from desktop.engine.results.projection import MEDIAN
from desktop.views.ask.ask_page import AskPage
from desktop.views.curves.lines import usual_line
from desktop.views.explain.card import CauseCard
from desktop.views.explain.evidence_card import EvidenceCard
from desktop.views.explain.wedge_page import WedgePage

if TYPE_CHECKING:
    from db import Library

Place = list[int]


class Browser:
    """Stand for the system's browser, and remember what it was asked to open."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        patch.object(QDesktopServices, "openUrl", self._open).start()

    def _open(self, address: QUrl) -> bool:
        self.opened.append(address.toString())
        return True


class TaskSight:
    """Answer questions about one document and its window."""

    def __init__(self, desk: Desk, pixels: Callable[[QPoint], Place]) -> None:
        self._desk, self._pixels = desk, pixels
        self._browser = Browser()
        self._versions: list[str] | None = None

    @property
    def answers(self) -> dict[str, Callable[..., object]]:
        """Return the questions by their word."""
        return {
            "setting": self._setting,
            "value_of": lambda lever: self._middle(self._desk.window.levers.rows[lever].value),
            "in_menu": self._in_menu,
            "families": self._families,
            "monthly": self._monthly,
            "replay": self._replay,
            "wedges": self._wedges,
            "strongest": self._strongest,
            "evidence": self._evidence,
            "opened": lambda: self._browser.opened,
            "pins": self._pins,
            "switched": lambda: [[one.name, one.on] for one in self._scenario.packages],
            "answered": self._answered,
            "assumed": lambda: self._scenario.assumed.set,
            "lines": self._lines,
            "ask_versions": self._ask_versions,
            "version_names": lambda: self._versions,
        }

    @property
    def _scenario(self) -> Scenario:
        return self._desk.document.scenario

    def _middle(self, widget: QWidget) -> Place:
        return self._pixels(widget.mapToGlobal(widget.rect().center()))

    def _setting(self, lever: str) -> list[object] | None:
        setting = self._scenario.combined.settings.get(lever)
        return None if setting is None else [setting.value, str(setting.start), setting.ramp]

    def _in_menu(self, number: str) -> Place | None:
        """Return the place of an entry of the menu that is open, by its number from 1."""
        for menu in QApplication.topLevelWidgets():
            if isinstance(menu, QMenu) and menu.isVisible():
                entries = [one for one in menu.actions() if not one.isSeparator()]
                place = menu.actionGeometry(entries[int(number) - 1]).center()
                return self._pixels(menu.mapToGlobal(place))
        return None

    def _families(self) -> list[str]:
        """Return of which family each chart is that stands on the desk."""
        desk = self._desk.window.desk
        return [desk.indicators[one].family for one in desk.grid.in_place]

    def _monthly(self) -> bool:
        curves = self._desk.window.desk.curves
        assert curves is not None
        return curves.monthly

    def _replay(self) -> float | None:
        """Return how far apart the first curve is before and after what is replayed; None: none."""
        desk = self._desk.window.desk
        replay = desk._replaying._replay
        if replay is None:
            return None
        first = desk.shown[0]
        before, after = (one.of(first)[MEDIAN] for one in (replay.before, replay.after.bands))
        return float(np.max(np.abs(after - before)))

    # ------------------------------------------------------------ why

    def _wedges(self) -> dict[str, object] | None:
        """Return what the page of wedges says of its month, None before it says anything."""
        page = self._desk.window.pages.page
        if not isinstance(page, WedgePage) or page.wedges is None:
            return None
        step = self._desk.document.model.clock.step(page.state.month)
        shares = {share.players[0].id: float(share.total[step]) for share in page.wedges.shares}
        return {
            "of": page.state.indicator,
            "year": page.state.month.year,
            "says": page.sentence.text(),
            "sum": sum(shares.values()),
            "change": float(page.wedges.change[step]),
            "largest": max(shares, key=lambda one: abs(shares[one])),
        }

    def _strongest(self) -> list[str] | None:
        """Return what acts most strongly on the curve that is explained, and what is behind it."""
        panel = self._desk.window.explanation
        if not isinstance(panel.card, CauseCard) or not panel.card.chain.source.isVisible():
            return None
        element = panel.causes.element_of(panel.card.subject)
        assert element is not None
        strongest = panel.card.chain.rows[0].element
        return [strongest, subject_behind(panel.causes, strongest, element)]

    def _evidence(self) -> dict[str, object] | None:
        """Return what the card of evidence is about, with its first source and its button."""
        card = self._desk.window.explanation.card
        if not isinstance(card, EvidenceCard) or not card.sources:
            return None
        first = card.sources[0]
        return {
            "of": card.subject,
            "address": web_address(first.source),
            "button": None if first.open is None else self._middle(first.open),
            "seen": first.open is not None and not first.open.visibleRegion().isEmpty(),
        }

    def _answered(self) -> dict[str, object] | None:
        """Return the answer to what it would take, None before there is one."""
        page = self._desk.window.pages.page
        if not isinstance(page, AskPage) or page.answer is None:
            return None
        found = page.answer.found
        assert isinstance(found, WhatItTakes)
        return {
            "value": found.goal.value,
            "of": found.goal.indicator,
            "reached": found.reached,
            "moves": len(found.moves),
            "then": found.then,
        }

    # ------------------------------------------------------------ beside

    def _pins(self) -> list[list[object]]:
        """Return of each pin its letter, what its levers are at, and whether its line is drawn."""
        session, desk = self._desk.session, self._desk.window.desk
        chart = desk.card(desk.shown[0]).chart
        drawn = {one.letter for one in desk.grid._pins.get(chart.indicator.id, ())}
        return [
            [
                pin.letter,
                {name: one.value for name, one in pin.state.combined.settings.items()},
                pin.letter in drawn,
            ]
            for pin in session.pins.pins
        ]

    def _lines(self) -> int:
        """Return how many lines the first chart tells apart: status quo, ours, and the policy."""
        desk = self._desk.window.desk
        curves, first = desk.curves, desk.shown[0]
        assert curves is not None
        ours, policy = curves.baseline_bands.of(first)[MEDIAN], curves.bands.of(first)[MEDIAN]
        apart = usual_line(curves, first) is not None
        return 1 + int(apart) + int(bool(np.any(ours != policy)))

    def _ask_versions(self) -> bool:
        """Ask the library for the names of the versions; they are there a moment later."""
        keeper = self._desk.autosave
        assert keeper is not None
        number = keeper.id
        assert number is not None
        self._versions = None

        def work(store: "Library") -> list[str]:
            return [one.name for one in store.versions.listed(number)]

        def take(names: list[str]) -> None:
            self._versions = names

        keeper.ask(work, take)
        return True

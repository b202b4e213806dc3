"""Take a chart or the whole desk out: to the clipboard, into files, to the printer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QPageLayout
from PySide6.QtWidgets import QWidget

from desktop.bridge.job import Job, Progress
from desktop.charts.targets import target_words
from desktop.charts.tokens import PAPER
from desktop.domain.errors import VecinosError
from desktop.domain.indicator import Change
from desktop.reports.cells import Cell
from desktop.reports.chart_sheet import PAPER_SUFFIX, PICTURE_SUFFIXES, Sheet
from desktop.reports.output import TABLE_SUFFIXES, check_suffix
from desktop.reports.projection_rows import (
    COLUMNS,
    DIFFERENCE_COLUMNS,
    difference_rows,
    projection_rows,
)
from desktop.session.difference_runs import DifferenceCurves
from desktop.session.library_tasks import file_name
from desktop.session.session import Session
from desktop.ui.actions import ActionId, Actions
from desktop.ui.assumption_words import set_words
from desktop.ui.clipboard import table_data
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea
from desktop.views.curves.exporting import Way
from desktop.views.window.brief_export import BriefExport

Layout: TypeAlias = tuple[tuple[str, ...], list[tuple[Cell, ...]]]
"""The headings of a table, and its rows."""


class Exports(QObject):
    """Do what the menus of the charts and of the window offer; None stands for the whole desk."""

    def __init__(
        self,
        session: Session,
        desk: ChartArea,
        actions: Actions,
        files: SystemFiles,
        look: UiContext,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._desk = session.document, desk
        self.brief = BriefExport(session, desk, actions, files, look, window)
        self._files, self._look, self._window = files, look, window
        self.against_words: Callable[[str], str] = str
        """Words what the desk is compared with: a pin's letter, or NO_PIN."""
        self._failure: VecinosError | None = None
        """What the last export failed with, None since one succeeded."""
        desk.requests.export_asked.connect(self.do)
        for id_, way in (
            (ActionId.EXPORT_PICTURE, Way.PICTURE),
            (ActionId.EXPORT_TABLE, Way.TABLE),
            (ActionId.PRINT, Way.PRINT),
        ):
            actions[id_].triggered.connect(lambda _=False, way=way: self.do(way))

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.brief.set_look(look)

    def do(self, way: Way, indicator: str | None = None) -> None:
        """Take a chart out in one of the ways, or all that are shown."""
        shown = self._desk.shown if indicator is None else (indicator,)
        curves = self._desk.curves
        if not shown or curves is None or (self._desk.differing.on and self._differences is None):
            return
        ways: dict[Way, Callable[[tuple[str, ...]], None]] = {
            Way.COPY: self._copy,
            Way.PICTURE: self._save_picture,
            Way.TABLE: self._save_table,
            Way.PRINT: self._print,
        }
        ways[way](shown)

    # ------------------------------------------------------------ what is taken out

    @property
    def _differences(self) -> DifferenceCurves | None:
        return self._desk.differing.found

    def notes(self) -> dict[str, str]:
        """Return what goes with every figure that leaves the desk, by its name."""
        look, document, found = self._look, self._document, self._differences
        scenario = document.scenario
        difference = {}
        if found is not None:
            difference[look.text("export.difference")] = self.against_words(found.against)
        return {
            **difference,
            look.text("export.scenario"): scenario.name,
            look.text("export.start"): look.language.date(document.model.clock.vantage),
            look.text("export.assumptions"): set_words(document.model, scenario.assumed, look),
            look.text("export.note"): look.text("desk.disclaimer"),
        }

    def sheet(self, shown: tuple[str, ...]) -> Sheet:
        """Return the charts as they stand, to be painted."""
        *difference, scenario, start, assumptions, note = self.notes().values()
        told = self._look.text(
            "export.under", scenario=scenario, start=start, assumptions=assumptions
        )
        cards = [self._desk.card(indicator) for indicator in shown]
        charts = [(card.seen, card.pos()) for card in cards]
        return Sheet(charts, scenario, (*difference, told, note), self._look.tokens)

    @contextmanager
    def on_paper(self, shown: tuple[str, ...]) -> Iterator[Sheet]:
        """Lend the charts as on paper, whatever theme the desk has: it is white."""
        charts = [self._desk.card(indicator).seen for indicator in shown]
        try:
            for chart in charts:
                chart.set_look(PAPER)
            yield replace(self.sheet(shown), tokens=PAPER)
        finally:
            for chart in charts:
                chart.set_look(self._look.tokens)

    def layout(self, shown: tuple[str, ...]) -> Callable[[], Layout]:
        """Return the work of laying out the curves shown, as `vecinos project` does."""
        curves, until = self._desk.curves, self._desk.seen_until
        assert curves is not None
        if self._differences is not None:
            return self._difference_layout(shown, self._differences)
        units = {each.id: each.unit for each in self._document.model.indicators.values()}
        notes, targets = self.notes(), self._targets()
        told = [] if targets.keys().isdisjoint(shown) else [self._look.text("export.target")]

        def work() -> Layout:
            rows = projection_rows(curves.bands, curves.baseline_bands, units, shown, until=until)
            headings = (*COLUMNS, *told, *notes)
            # What a figure holds under stays beside it, also where rows are sorted or taken out.
            further = {
                name: (*(targets.get(name, "") for _ in told), *notes.values()) for name in shown
            }
            return headings, [(*row, *further[str(row[1])]) for row in rows]

        return work

    def _difference_layout(
        self, shown: tuple[str, ...], found: DifferenceCurves
    ) -> Callable[[], Layout]:
        """Return the work of laying out the differences shown."""
        clock, until, notes = self._document.model.clock, self._desk.seen_until, self.notes()
        percent = self._look.text("chart.percent", value="").strip()
        points = self._look.text("paired.points")
        indicators = self._document.model.indicators
        units = {
            one: percent if indicators[one].change is Change.PERCENT else points for one in shown
        }
        bands = {one: found.bands[one] for one in shown if one in found.bands}

        def work() -> Layout:
            rows = difference_rows(bands, clock, units, until=until)
            return (*DIFFERENCE_COLUMNS, *notes), [(*row, *notes.values()) for row in rows]

        return work

    def _targets(self) -> dict[str, str]:
        """Return the target lines in words, by indicator."""
        found: dict[str, list[str]] = {}
        for target in self._document.scenario.targets:
            indicator = self._document.model.indicators[target.indicator]
            words = target_words(target, indicator, self._look.language)
            found.setdefault(target.indicator, []).append(words)
        return {indicator: "; ".join(words) for indicator, words in found.items()}

    def mime(self, shown: tuple[str, ...]) -> QMimeData:
        """Return picture and table together: who pastes takes what it can show."""
        data = table_data(*self.layout(shown)())
        data.setImageData(self.sheet(shown).image())
        return data

    # ------------------------------------------------------------ ways

    def _copy(self, shown: tuple[str, ...]) -> None:
        QGuiApplication.clipboard().setMimeData(self.mime(shown))
        self._desk.notice.say(lambda look: look.text("notice.copied_chart"))

    def _ask(self, shown: tuple[str, ...], title: str, kinds: str, suffix: str) -> Path | None:
        """Ask for a file; a name without an end gets the usual one."""
        name = self._document.scenario.name
        if len(shown) == 1:
            short = self._document.model.indicators[shown[0]].short
            name = f"{name} {self._look.language.wording(short)}"
        out = self._files.to_write(self._window, title, file_name(name) + suffix, kinds)
        return out if out is None or out.suffix else out.with_suffix(suffix)

    def _save_picture(self, shown: tuple[str, ...]) -> None:
        look = self._look
        kinds = look.text("export.pictures")
        out = self._ask(shown, look.text("export.picture_title"), kinds, PICTURE_SUFFIXES[0])
        if out is None:
            return
        try:
            if out.suffix.lower() == PAPER_SUFFIX:
                with self.on_paper(shown) as sheet:
                    sheet.save(out)
            else:
                self.sheet(shown).save(out)
        except VecinosError as error:
            self._tell_failed(error)
        else:
            self._notify(out)

    def _save_table(self, shown: tuple[str, ...]) -> None:
        look = self._look
        kinds = look.text("export.tables")
        out = self._ask(shown, look.text("export.table_title"), kinds, TABLE_SUFFIXES[1])
        if out is None:
            return
        layout = self.layout(shown)

        def work(_: Progress) -> None:
            # Only who takes a table out into a file waits for pandas.
            from desktop.reports.table import table_from_rows, write_table

            check_suffix(out, TABLE_SUFFIXES)
            write_table(table_from_rows(*layout()), out)

        Job(work).then(self, lambda _: self._notify(out), self._tell_failed).start()

    def _tell_failed(self, error: VecinosError) -> None:
        self._failure = error
        self._desk.banner.show_error(error)

    def _notify(self, path: Path) -> None:
        self._desk.banner.withdraw(self._failure)
        self._failure = None
        self._desk.notice.say(lambda look: look.text("notice.exported", path=path))

    def _print(self, shown: tuple[str, ...]) -> None:
        # The system's own dialog; only who prints waits for it.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._document.scenario.name)
        sheet = self.sheet(shown)
        if sheet.size.width() > sheet.size.height():
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            with self.on_paper(shown) as paper:
                paper.paint_page(printer)
            self._desk.notice.say(lambda look: look.text("notice.printed"))
        dialog.deleteLater()

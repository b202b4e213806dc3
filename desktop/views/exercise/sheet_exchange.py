"""The injects of an exercise go out as a sheet, and what was written in one comes back."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.bridge.job import Job, Progress
from desktop.charts.plain_text import tip
from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.imports import title_of
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.exercise import Exercise
from desktop.modelfiles.exercises.msel import MselChanges, read_msel_file
from desktop.reports.output import TABLE_SUFFIXES, check_suffix
from desktop.session.library_tasks import file_name
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.exercise.sheet_proposal import Answer, SheetProposal

_USUAL = ".xlsx"


class SheetExchange(QObject):
    """Export the exercise at hand; read a sheet for a document, and take it once agreed to.

    Files are read and written off the widgets' thread.
    """

    came = Signal(Path)
    """Somebody chose a sheet to import."""
    copy_wanted = Signal()
    """The sheet shall go into a copy."""
    proposed = Signal()
    """The proposal has something to show."""
    put_away = Signal()
    """The proposal was let be."""
    taken = Signal()
    """The document holds what the sheet proposed."""
    said = Signal(str)
    """What is being done."""
    told = Signal(str)
    """What was done, or why it failed."""

    def __init__(self, look: UiContext, files: SystemFiles, page: QWidget) -> None:
        super().__init__(page)
        self._look, self._files, self._page = look, files, page
        self.exercise: Exercise | None = None
        """The one at hand."""
        self.path: Path | None = None
        """The sheet that is being read or looked at."""
        self._document: ExerciseDocument | None = None
        self._changes: MselChanges | None = None
        text = look.text
        self.button = worded_button(text("exercises.sheet"), "plain", look, page)
        # A press of the mouse leaves the focus where somebody writes.
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setToolTip(tip(text("exercises.sheet.tooltip")))
        self.export = QAction(text("exercises.sheet.export"), self)
        self.export.triggered.connect(self._ask_export)
        self.import_ = QAction(text("exercises.sheet.import"), self)
        self.import_.triggered.connect(self._ask_import)
        self.menu = QMenu(self.button)
        self.menu.addActions([self.export, self.import_])
        self.button.setMenu(self.menu)
        self.view = SheetProposal(look, page)
        self.view.answered.connect(self._do)
        self.view.closed.connect(self._end)

    def offer(self, exercise: Exercise | None, *, can_take: bool) -> None:
        """Have this exercise at hand; say whether a sheet could be taken into it."""
        self.exercise = exercise
        self.export.setEnabled(exercise is not None)
        self.import_.setEnabled(exercise is not None and can_take)
        self.button.setEnabled(exercise is not None)

    # ------------------------------------------------------------ out

    def _ask_export(self) -> None:
        exercise, look = self.exercise, self._look
        if exercise is None:
            return
        name = look.text("exercises.sheet.name", name=title_of(exercise, look.language.code))
        out = self._files.to_write(
            self._page,
            look.text("exercises.sheet.export_title"),
            file_name(name) + _USUAL,
            look.text("export.tables"),
        )
        if out is not None:
            self._write(exercise, out if out.suffix else out.with_suffix(_USUAL))

    def _write(self, exercise: Exercise, path: Path) -> None:
        code = self._look.language.code

        def work(_: Progress) -> None:
            # Only who takes a table out into a file waits for pandas.
            from desktop.reports.msel_file import write_msel

            check_suffix(path, TABLE_SUFFIXES)
            write_msel(exercise, path, code)

        sentence = self._look.language.plural(
            "exercise.msel_written", len(exercise.injects), file=path
        )
        Job(work, "writing a sheet of injects").then(
            self,
            lambda _: self.told.emit(sentence),
            lambda error: self.told.emit(self._look.language.error(error)),
        ).start()

    # ------------------------------------------------------------ in

    def _ask_import(self) -> None:
        look = self._look
        path = self._files.to_open(
            self._page, look.text("exercises.sheet.import_title"), look.text("data.file_kinds")
        )
        if path is not None:
            self.came.emit(path)

    def read(self, path: Path, document: ExerciseDocument) -> None:
        """Read a sheet for a document, and show what it would change or what is wrong with it."""
        self.path, self._document, self._changes = path, document, None
        exercise, model = document.exercise, document.model
        self.said.emit(self._look.text("exercises.sheet.reading", file=path.name))

        def is_asked() -> bool:
            return self.path == path and self._document is document

        def done(changes: MselChanges) -> None:
            if not is_asked():
                return
            if document.exercise is not exercise:
                # Somebody went on writing meanwhile.
                self.read(path, document)
                return
            self._changes = changes
            self.view.propose(path.name, exercise, changes)
            self.proposed.emit()

        def failed(error: VecinosError) -> None:
            if is_asked():
                self.view.refuse(path.name, error)
                self.proposed.emit()

        Job(lambda _: read_msel_file(path, exercise, model), "reading a sheet of injects").then(
            self, done, failed
        ).start()

    def ask_for_copy(self, path: Path, name: str) -> None:
        """Ask before what comes with the program is copied to take a sheet."""
        self.path, self._document, self._changes = path, None, None
        self.view.ask_for_copy(path.name, name)
        self.proposed.emit()

    def refuse(self, sentence: str) -> None:
        """Say why no sheet can be taken."""
        self.forget()
        self.view.say(sentence)
        self.proposed.emit()

    def forget(self) -> None:
        """Want no answer about a sheet any more."""
        self.path, self._document, self._changes = None, None, None

    def _do(self, answer: Answer) -> None:
        path, document, changes = self.path, self._document, self._changes
        if answer is Answer.COPY:
            self.copy_wanted.emit()
        elif path is None or document is None:
            self._end()
        elif answer is Answer.READ_AGAIN:
            self.read(path, document)
        elif changes is not None:
            # One step, whatever was being written before.
            document.leave()
            document.apply(changes.exercise)
            self.forget()
            self.taken.emit()
            self.told.emit(self._look.text("exercises.sheet.taken", file=path.name))

    def _end(self) -> None:
        self.forget()
        self.put_away.emit()

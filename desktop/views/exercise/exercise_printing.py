"""The button that prints an exercise, and the prints that are under way."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.bridge.printing import Printing
from desktop.document.exercise.imports import title_of
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES
from desktop.session.library_tasks import file_name
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext


class ExercisePrinting(QObject):
    """Print the exercise at hand: one at a time, which goes on when the page is put away."""

    begun = Signal(Printing)
    said = Signal(str)
    """What is being done."""
    freed = Signal()
    """Another exercise can be printed."""

    def __init__(self, look: UiContext, files: SystemFiles, owner: QObject, page: QWidget) -> None:
        """Print for a page; the prints belong to an `owner` that outlives it."""
        super().__init__(page)
        self._look, self._files, self._owner, self._page = look, files, owner, page
        self._running: Printing | None = None
        self._exercise: Exercise | None = None
        self.button = worded_button(look.text("exercises.print"), "plain", look, page)
        self.large = QAction(look.text("exercises.large"), self, checkable=True)
        self.menu = menu = QMenu(self.button)
        ways: tuple[tuple[str, tuple[LanguageCode, ...]], ...] = (
            ("exercises.print_en", ("en",)),
            ("exercises.print_es", ("es",)),
            ("exercises.print_both", LANGUAGES),
        )
        for message, codes in ways:
            action = menu.addAction(look.text(message))
            action.triggered.connect(lambda _=False, codes=codes: self._print(codes))
        menu.addSeparator()
        menu.addAction(self.large)
        self.button.setMenu(menu)

    def offer(self, exercise: Exercise | None) -> None:
        """Have this exercise at hand; None while something is wrong with it."""
        self._exercise = exercise
        self.button.setEnabled(self._running is None and exercise is not None)

    def _print(self, codes: tuple[LanguageCode, ...]) -> None:
        exercise, look = self._exercise, self._look
        folder = self._files.to_fill(self._page, look.text("exercises.print_where"))
        if exercise is None or folder is None:
            return

        def worded() -> str:
            from desktop.modelfiles.exercises.write import new_file
            from desktop.reports.paper.files import check_folder

            # The command would complain in the language of the papers.
            check_folder(inside)
            return new_file(exercise)

        inside = folder / file_name(title_of(exercise, look.language.code))
        large = self.large.isChecked()
        printing = Printing(worded, inside, codes, self._owner, large=large)
        self.begun.emit(printing)
        self.follow(printing)
        self.said.emit(look.text("exercises.printing"))

    def follow(self, printing: Printing) -> None:
        """Print no other until this one has ended."""
        self._running = printing
        self.offer(self._exercise)
        for ending in (printing.done, printing.failed, printing.not_begun):
            ending.connect(self._end)

    def _end(self) -> None:
        self._running = None
        self.offer(self._exercise)
        self.freed.emit()

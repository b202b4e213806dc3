"""The page of exercises: the list of them and, in its place, the one that is being written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget

from desktop.bridge.job import Job
from desktop.bridge.printing import Printing
from desktop.document.exercise.document import ExerciseDocument
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.session.exercise_autosave import ExerciseAutosave
from desktop.session.exercise_list import ListedExercise, Shipped, kept, shipped
from desktop.session.save_state import SaveState
from desktop.session.session import Session
from desktop.ui.exercise_words import either
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.focus import FocusBefore
from desktop.ui.inline_prompt import InlinePrompt
from desktop.ui.page import Page, icon_button, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.exercise.editor import ExerciseEditor
from desktop.views.exercise.exercise_actions import ExerciseActions
from desktop.views.exercise.exercise_list import ExerciseList
from desktop.views.exercise.exercise_printing import ExercisePrinting
from desktop.views.exercise.sheet_exchange import SheetExchange


@dataclass(slots=True)
class ExerciseState:
    """Hold what is kept while the page is made anew: what is read, and what is being written."""

    shipped: Shipped | None = None
    autosave: ExerciseAutosave | None = None
    place: tuple[str, str] = ("exercise", "")
    sheet: Path | None = None
    """The sheet that is proposed for what is being written."""
    printing: Printing | None = None
    """What is being printed; it goes on when the page is put away."""

    def elsewhere(self) -> "ExerciseState":
        """Return what of it holds in another library."""
        return ExerciseState(self.shipped, printing=self.printing)


class ExercisePage(Page):
    """List exercises, and write one of the library; nothing here waits for a file."""

    told = Signal(str)
    """A sentence that says what was done."""
    deleted = Signal(int, str)
    """An exercise was moved to the trash: its id and its name."""
    print_begun = Signal(Printing)
    """It ends when the page may be gone."""

    def __init__(
        self, session: Session, look: UiContext, files: SystemFiles, state: ExerciseState
    ) -> None:
        super().__init__(look, look.text("exercises.title"), look.text("exercises.reading"))
        self._session, self._files, self.state = session, files, state
        self.back.clicked.disconnect()
        self.back.clicked.connect(self.leave)
        self.list = ExerciseList(look, self)
        self.list.chosen.connect(self._enable)
        self.list.opened.connect(self._open)
        self.list.table.delete_wanted.connect(self._delete)
        self.list.table.rename_wanted.connect(self._rename)
        self.prompt = InlinePrompt(look, self)
        self.exercise_actions = ExerciseActions(session, look, files, self.prompt, self)
        self.edit = self._act("exercises.edit", "pencil", self._open, "main")
        self.copy = self._act("exercises.copy", "copy", self._copy)
        self.rename = self._act("exercises.rename", "pencil", self._rename)
        self.pack = self._act(
            "exercises.pack", "package", lambda: self._with_chosen(self.exercise_actions.pack)
        )
        self.earlier = self._act("exercises.earlier", "history", self._ask_earlier)
        self.delete = self._act("exercises.delete", "trash-2", self._delete)
        self.new = worded_button(look.text("exercises.new"), "plain", look, self, "plus")
        self.new.clicked.connect(self._make_new)
        self.sheets = SheetExchange(look, files, self)
        self.printing = ExercisePrinting(look, files, session, self)
        self.undo = icon_button("undo-2", look.text("exercises.undo"), look, self)
        self.redo = icon_button("redo-2", look.text("exercises.redo"), look, self)
        for button in (
            self.undo,
            self.redo,
            self.sheets.button,
            self.printing.button,
            self.new,
        ):
            self.head.addWidget(button)
        self._connect_helpers()
        self.undo.clicked.connect(lambda: self._step(ExerciseDocument.undo))
        self.redo.clicked.connect(lambda: self._step(ExerciseDocument.redo))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.sheets.view)
        self.body.addWidget(self.prompt)
        self.body.addWidget(self._stack, 1)
        self.editor: ExerciseEditor | None = None
        self._own: tuple[ListedExercise, ...] = ()
        self._error: VecinosError | None = None
        self._asked = 0
        self._focus = FocusBefore(self.list.table)
        self._wanted: int | None = None
        self._enable()
        if state.autosave is not None:
            self._write(state.autosave)
        if state.shipped is None:
            Job(lambda _: shipped(look.resources), "reading exercises").then(
                self, self._take_shipped, self._fail
            ).start()
        else:
            self.list_all()

    def _act(
        self, message: str, icon: str, act: Callable[[], None], role: str = "plain"
    ) -> QPushButton:
        button = self.list.button(message, icon, role)
        button.clicked.connect(act)
        return button

    def _connect_helpers(self) -> None:
        actions, sheets, printing = self.exercise_actions, self.sheets, self.printing
        actions.made.connect(self._write_on)
        actions.changed.connect(self._take_changed)
        actions.deleted.connect(self._tell_deleted)
        actions.told.connect(self.told)
        actions.failed.connect(self._fail)
        actions.busy_changed.connect(self._enable)
        sheets.came.connect(lambda path: self.take_sheets([path]))
        sheets.copy_wanted.connect(self._copy_for_sheet)
        sheets.proposed.connect(self._show_proposal)
        sheets.put_away.connect(self._end_proposal)
        sheets.taken.connect(self._show_taken)
        sheets.said.connect(self.say_about)
        sheets.told.connect(self._tell)
        printing.said.connect(self.say_about)
        printing.freed.connect(self._say_what)
        printing.begun.connect(self._take_printing)
        if self.state.printing is not None:
            printing.follow(self.state.printing)

    def _take_printing(self, printing: Printing) -> None:
        state = self.state

        def end() -> None:
            state.printing = None

        state.printing = printing
        for ending in (printing.done, printing.failed, printing.not_begun):
            ending.connect(end)
        self.print_begun.emit(printing)

    def _tell(self, sentence: str) -> None:
        self._say_what()
        self.told.emit(sentence)

    # ------------------------------------------------------------ the list

    @property
    def _model(self) -> Model | None:
        return None if self.state.shipped is None else self.state.shipped.model

    def _take_shipped(self, found: Shipped) -> None:
        self.state.shipped = found
        self.list_all()

    def list_all(self) -> None:
        """Read the library's exercises anew and show all there are."""
        model, lane = self._model, self._session.library.lane
        if model is None:
            return
        if lane is None:
            self._take_kept(())
        else:
            self._asked += 1
            asked = self._asked

            def take(own: tuple[ListedExercise, ...]) -> None:
                # An answer to an earlier question is older than what was done since.
                if asked == self._asked:
                    self._take_kept(own)

            lane.submit(kept(model)).then(self, take, self._fail)

    def _take_kept(self, own: tuple[ListedExercise, ...]) -> None:
        assert self.state.shipped is not None
        self._own = own
        self.list.show_all((*own, *self.state.shipped.exercises), self._wanted)
        self._wanted = None
        if self.editor is None:
            self._say_what()
            # What comes after the page was put away takes the focus from nobody.
            if self.isVisible() and not self.prompt.isVisible():
                self.list.table.setFocus()

    def _say_what(self) -> None:
        """Say beside the title what is on show."""
        if self.editor is not None:
            self._say_name()
        elif self._model is not None:
            self.say_about(self.look.language.plural("exercises.own", len(self._own)))

    def _fail(self, error: VecinosError) -> None:
        self.say_about(self.look.language.error(error))

    def _enable(self) -> None:
        one = self.list.current
        readable = one is not None and one.exercise is not None
        own = one is not None and one.id is not None
        can_write = self._can_write
        self.edit.setEnabled(readable and can_write)
        text = self.look.text
        self.edit.setText(text("exercises.edit") if own else text("exercises.copy_and_edit"))
        self.copy.setVisible(own)
        self.copy.setEnabled(readable and can_write)
        for button in (self.rename, self.delete, self.pack, self.earlier):
            button.setVisible(own)
        self.rename.setEnabled(readable and can_write)
        self.delete.setEnabled(can_write)
        self.earlier.setEnabled(can_write)
        self.new.setEnabled(can_write and self._model is not None)
        writing = self.editor is not None
        self.new.setVisible(not writing)
        self.undo.setVisible(writing)
        self.redo.setVisible(writing)
        self._enable_steps()
        self.printing.offer(self._printable)
        at_hand = None if one is None else one.exercise
        if self.editor is not None:
            at_hand = self.editor.document.exercise
        self.sheets.offer(at_hand, can_take=can_write)

    def _enable_steps(self) -> None:
        if self.editor is not None:
            # Nothing changes below what a sheet proposes.
            seen = not self._proposes
            self.undo.setEnabled(seen and self.editor.document.can_undo)
            self.redo.setEnabled(seen and self.editor.document.can_redo)

    @property
    def _can_write(self) -> bool:
        autosave = self._session.autosave
        return (
            not self.exercise_actions.busy
            and self._session.library.lane is not None
            and autosave is not None
            and autosave.state is not SaveState.READ_ONLY
        )

    @property
    def _printable(self) -> Exercise | None:
        """Return what would be printed: nothing while something is wrong with it."""
        if self.editor is not None:
            document = self.editor.document
            wrong = any(one.is_fault for one in document.findings)
            return None if wrong else document.exercise
        one = self.list.current
        if one is None or one.exercise is None or any(each.is_fault for each in one.findings):
            return None
        return one.exercise

    # ------------------------------------------------------------ what is done to one

    def _open(self) -> None:
        one = self.list.current
        if one is None or one.exercise is None or not self.edit.isEnabled():
            return
        if one.id is None:
            self._copy()
        else:
            self._edit(one.id, one.exercise, one.text)

    def _with_chosen(self, act: Callable[[ListedExercise], None]) -> None:
        one = self.list.current
        if one is not None:
            act(one)

    def _copy(self) -> None:
        one, model = self.list.current, self._model
        if one is not None and model is not None:
            self.exercise_actions.copy(one, model)

    def _make_new(self) -> None:
        if self._model is not None:
            self.exercise_actions.make_new(self._model)

    def _rename(self) -> None:
        one, model = self.list.current, self._model
        if one is not None and model is not None and self._can_write:
            self.exercise_actions.rename(one, model)

    def _delete(self) -> None:
        if self._can_write:
            self._with_chosen(self.exercise_actions.delete)

    def _ask_earlier(self) -> None:
        self._with_chosen(lambda one: self.exercise_actions.ask_earlier(one, self.earlier))

    def _tell_deleted(self, exercise_id: int, name: str) -> None:
        self.list_all()
        self.deleted.emit(exercise_id, name)

    def _take_changed(self, exercise_id: int) -> None:
        self._wanted = exercise_id
        self.list_all()

    def _write_on(self, exercise_id: int, exercise: Exercise, text: str) -> None:
        self._wanted = exercise_id
        self._edit(exercise_id, exercise, text)

    # ------------------------------------------------------------ writing one

    def _edit(self, exercise_id: int, exercise: Exercise, text: str) -> None:
        lane, model = self._session.library.lane, self._model
        if lane is None or model is None:
            return
        document = ExerciseDocument(model, exercise)
        code = self.look.language.code
        self.state.place = ("exercise", "")
        # It outlives this page: what is written last is saved when the page is gone.
        self._write(ExerciseAutosave(document, lane, exercise_id, text, code, self._session))

    def _write(self, autosave: ExerciseAutosave) -> None:
        self.state.autosave = autosave
        autosave.failed.connect(self._tell_unsaved)
        autosave.saved.connect(self._tell_saved)
        self.editor = ExerciseEditor(autosave.document, self.look, self)
        self.editor.outline.chosen.connect(self._remember)
        self.editor.reviewed.connect(self._enable)
        self.destroyed.connect(autosave.document.listen(self._follow))
        self._stack.addWidget(self.editor)
        self._stack.setCurrentWidget(self.editor)
        self.editor.go(self.state.place)
        self.editor.outline.setFocus()
        self._say_name()
        self._enable()
        if self.state.sheet is not None:
            self.sheets.read(self.state.sheet, autosave.document)

    def _follow(self, _: ExerciseDocument) -> None:
        # What takes a while to work out, whether it can be printed, follows with the review.
        if self.editor is not None:
            self._say_name()
            self._enable_steps()
            self.sheets.exercise = self.editor.document.exercise

    def _say_name(self) -> None:
        if self.editor is not None and self._error is None:
            self.say_about(either(self.editor.document.exercise.name, self.look))

    def _tell_saved(self) -> None:
        self._error = None
        self._say_name()

    def _tell_unsaved(self, error: VecinosError) -> None:
        """Say why it is not saved until it is; the next change tries again."""
        self._error = error
        self._fail(error)

    def _remember(self, part: str, name: str) -> None:
        self.state.place = (part, name)

    def _step(self, step: Callable[[ExerciseDocument], None]) -> None:
        if self.editor is not None:
            step(self.editor.document)

    def _close_editor(self) -> None:
        editor, autosave = self.editor, self.state.autosave
        if editor is None or autosave is None:
            return
        autosave.save()
        self.sheets.forget()
        self.state.sheet = None
        self._wanted = autosave.id
        self.editor, self.state.autosave, self._error = None, None, None
        self._stack.setCurrentWidget(self.list)
        self._stack.removeWidget(editor)
        editor.deleteLater()
        # What was read before is older than what was just written: nothing is done to it.
        self.list.show_all(())
        self.list_all()

    # ------------------------------------------------------------ a sheet of injects

    def take_sheets(self, paths: Sequence[Path]) -> None:
        """Read a list of injects for what is being written, or for the exercise chosen."""
        text, one = self.look.text, self.list.current
        path, own = paths[0], one is not None and one.id is not None
        if len(paths) > 1:
            self.sheets.refuse(text("exercises.sheet.one_file"))
        elif self.editor is not None:
            self.state.sheet = path
            self.sheets.read(path, self.editor.document)
        elif one is None or not self.edit.isEnabled():
            self.sheets.refuse(text("exercises.sheet.nowhere"))
        elif own:
            self.state.sheet = path
            self._open()
        else:
            self.sheets.ask_for_copy(path, self.list.name.text())

    def _copy_for_sheet(self) -> None:
        self.state.sheet = self.sheets.path
        self._end_proposal()
        self._copy()

    @property
    def _proposes(self) -> bool:
        return self._stack.currentWidget() is self.sheets.view

    def _show_proposal(self) -> None:
        self._say_what()
        if not self._proposes:
            self._focus.remember()
        self._stack.setCurrentWidget(self.sheets.view)
        self.sheets.view.begin()
        self._enable_steps()

    def _end_proposal(self) -> None:
        """Show again what the proposal stood over; what had the focus before has it again."""
        self._uncover()
        self._focus.bring_back(self.editor and self.editor.outline)

    def _show_taken(self) -> None:
        self._uncover()
        if self.editor is not None:
            self.editor.go(("injects", self.editor.injects.current or ""))
            self.editor.injects.list.table.setFocus()

    def _uncover(self) -> None:
        if self.editor is not None:
            self.state.sheet = None
        self._stack.setCurrentWidget(self.editor or self.list)
        self._enable()

    def leave(self) -> None:
        """Go back to the list from what is being written, and from the list to the desk."""
        if self._proposes:
            self.sheets.view.closed.emit()
        elif self.editor is not None:
            self._close_editor()
        else:
            self.left.emit()

    def choose(self, id_: int | None, name: str) -> None:
        """Show the list with one exercise chosen; what is being written is saved and left."""
        if self._proposes:
            self.sheets.view.closed.emit()
        if self.editor is not None:
            self._close_editor()
        self.list.choose(id_, name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is not saved yet."""
        if self.state.autosave is not None:
            self.state.autosave.save()
        super().hideEvent(event)

"""The page of exercises: the list of them and, in its place, the one that is being written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget

from desktop.bridge.job import Job
from desktop.bridge.printing import Printing
from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.edits import fresh
from desktop.document.exercise.imports import title_of
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.exercises.drafts import read_draft
from desktop.modelfiles.exercises.parts import MOST_NAME
from desktop.session.exercise_autosave import ExerciseAutosave
from desktop.session.exercise_list import ListedExercise, Shipped, kept, renamed, shipped
from desktop.session.library_tasks import PACK_SUFFIX, file_name, write_exercise_pack
from desktop.session.save_state import SaveState
from desktop.session.session import Session
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.inline_prompt import InlinePrompt
from desktop.ui.page import Page, icon_button, worded_button
from desktop.ui.timestamps import instant_words
from desktop.ui.ui_context import UiContext
from desktop.views.exercise.editor import ExerciseEditor
from desktop.views.exercise.exercise_list import ExerciseList
from desktop.views.exercise.words import either

if TYPE_CHECKING:
    from db import ExerciseVersion, Library


@dataclass(slots=True)
class ExerciseState:
    """Hold what is kept while the page is made anew: what is read, and what is being written."""

    shipped: Shipped | None = None
    autosave: ExerciseAutosave | None = None
    place: tuple[str, str] = ("exercise", "")

    def elsewhere(self) -> "ExerciseState":
        """Return what of it holds in another library."""
        return ExerciseState(self.shipped)


class ExercisePage(Page):
    """List exercises, and write one of the library; nothing here waits for a file."""

    told = Signal(str)
    """A sentence that says what was done."""
    deleted = Signal(int, str)
    """An exercise was moved to the trash: its id and its name."""

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
        self.edit = self._act("exercises.edit", "pencil", self._open, "main")
        self.copy = self._act("exercises.copy", "copy", self._copy)
        self.rename = self._act("exercises.rename", "pencil", self._rename)
        self.pack = self._act("exercises.pack", "package", self._pack)
        self.earlier = self._act("exercises.earlier", "history", self._ask_earlier)
        self.delete = self._act("exercises.delete", "trash-2", self._delete)
        self.new = worded_button(look.text("exercises.new"), "plain", look, self, "plus")
        self.new.clicked.connect(self._make_new)
        self.print = worded_button(look.text("exercises.print"), "plain", look, self)
        self.large = QAction(look.text("exercises.large"), self, checkable=True)
        self.print.setMenu(self._print_menu())
        self.undo = icon_button("undo-2", look.text("exercises.undo"), look, self)
        self.redo = icon_button("redo-2", look.text("exercises.redo"), look, self)
        for button in (self.undo, self.redo, self.print, self.new):
            self.head.addWidget(button)
        self.undo.clicked.connect(lambda: self._step(ExerciseDocument.undo))
        self.redo.clicked.connect(lambda: self._step(ExerciseDocument.redo))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self.body.addWidget(self.prompt)
        self.body.addWidget(self._stack, 1)
        self.editor: ExerciseEditor | None = None
        self._own: tuple[ListedExercise, ...] = ()
        self._error: VecinosError | None = None
        self._printing: Printing | None = None
        self._making = False
        """Whether a new exercise is on its way into the library: until then no other is begun."""
        self._asked = 0
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

    def _print_menu(self) -> QMenu:
        menu = QMenu(self)
        ways: tuple[tuple[str, tuple[LanguageCode, ...]], ...] = (
            ("exercises.print_en", ("en",)),
            ("exercises.print_es", ("es",)),
            ("exercises.print_both", LANGUAGES),
        )
        for message, codes in ways:
            action = menu.addAction(self.look.text(message))
            action.triggered.connect(lambda _=False, codes=codes: self._print(codes))
        menu.addSeparator()
        menu.addAction(self.large)
        return menu

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
            self.say_about(self.look.language.plural("exercises.own", len(own)))
            # What comes after the page was put away takes the focus from nobody.
            if self.isVisible() and not self.prompt.isVisible():
                self.list.table.setFocus()

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
        self.print.setEnabled(self._printing is None and self._printable is not None)

    def _enable_steps(self) -> None:
        if self.editor is not None:
            self.undo.setEnabled(self.editor.document.can_undo)
            self.redo.setEnabled(self.editor.document.can_redo)

    @property
    def _can_write(self) -> bool:
        autosave = self._session.autosave
        return (
            not self._making
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

    def _copy(self) -> None:
        one, model = self.list.current, self._model
        if one is None or one.exercise is None or model is None:
            return
        name = one.exercise.name
        words = {code: load_language(code, self.look.resources) for code in LANGUAGES}
        mine = {
            code: language.text("scenarios.mine", name=name.text(code))[:MOST_NAME]
            for code, language in words.items()
            if name.text(code)
        }
        named = Wording(mine.get("en", ""), mine.get("es", ""))
        self._keep(
            mine.get(self.look.language.code) or one.name, lambda: renamed(one, named, model)
        )

    def _make_new(self) -> None:
        from desktop.modelfiles.exercises.write import new_file

        if self._model is not None:
            words = {code: load_language(code, self.look.resources) for code in LANGUAGES}
            name = Wording(*(words[code].text("exercises.untitled") for code in ("en", "es")))
            first = Wording(*(words[code].text("exercises.first_round") for code in ("en", "es")))
            exercise = fresh(self._model, name, first)
            self._keep(title_of(exercise, self.look.language.code), lambda: new_file(exercise))

    def _keep(self, name: str, worded: Callable[[], str]) -> None:
        """Keep a new exercise in the library, and write on it; its text is made on the lane."""
        lane, model = self._session.library.lane, self._model
        if lane is None or model is None:
            return

        def work(store: "Library") -> tuple[int, Exercise, str]:
            text = worded()
            exercise = read_draft("", text.encode("utf-8"), model).exercise
            (made,) = store.exercises.create_all([(name, text)])
            return made.id, exercise, text

        def done(made: tuple[int, Exercise, str]) -> None:
            self._making = False
            self._wanted = made[0]
            self._edit(*made)

        def failed(error: VecinosError) -> None:
            self._making = False
            self._enable()
            self._fail(error)

        self._making = True
        self._enable()
        lane.submit(work).then(self, done, failed)

    def _rename(self) -> None:
        one, model = self.list.current, self._model
        lane = self._session.library.lane
        if one is None or one.exercise is None or model is None or lane is None:
            return
        if one.id is None or not self._can_write:
            return
        exercise, exercise_id, code = one.exercise, one.id, self.look.language.code

        def give(name: str) -> None:
            line = " ".join(name.split())[:MOST_NAME]
            named = Wording(
                line if code == "en" else exercise.name.en,
                line if code == "es" else exercise.name.es,
            )
            lane.submit(
                lambda store: store.exercises.save(exercise_id, line, renamed(one, named, model))
            ).then(self, lambda _: self.list_all(), self._fail)
            self.prompt.done()

        self.prompt.ask(
            self.look.text("exercises.ask_name"),
            either(exercise.name, self.look),
            self.look.text("exercises.rename"),
            give,
        )

    def _delete(self) -> None:
        one, lane = self.list.current, self._session.library.lane
        if one is None or one.id is None or lane is None or not self._can_write:
            return
        exercise_id, name = one.id, one.name
        lane.submit(lambda store: store.exercises.delete(exercise_id)).then(
            self, lambda _: self._tell_deleted(exercise_id, name), self._fail
        )

    def _tell_deleted(self, exercise_id: int, name: str) -> None:
        self.list_all()
        self.deleted.emit(exercise_id, name)

    def _ask_earlier(self) -> None:
        one, lane = self.list.current, self._session.library.lane
        if one is None or one.id is None or lane is None:
            return
        exercise_id, name = one.id, one.name
        lane.submit(lambda store: store.exercises.versions(exercise_id)).then(
            self, lambda found: self._offer_earlier(name, found), self._fail
        )

    def _offer_earlier(self, name: str, found: "tuple[ExerciseVersion, ...]") -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not found:
            menu.addAction(self.look.text("exercises.none_earlier")).setEnabled(False)
        for version in found:
            action = menu.addAction(instant_words(version.made_at, self.look))
            action.triggered.connect(lambda _=False, one=version.id: self._take_earlier(name, one))
        menu.popup(self.earlier.mapToGlobal(self.earlier.rect().bottomLeft()))

    def _take_earlier(self, name: str, version: int) -> None:
        """Keep an earlier state as an exercise of its own; nothing is overwritten."""
        lane = self._session.library.lane
        if lane is None:
            return

        def work(store: "Library") -> int:
            text = store.exercises.load_version(version)
            (made,) = store.exercises.create_all([(name, text)])
            return made.id

        def done(made: int) -> None:
            self._wanted = made
            self.list_all()

        lane.submit(work).then(self, done, self._fail)

    def _pack(self) -> None:
        one, lane = self.list.current, self._session.library.lane
        if one is None or one.id is None or lane is None:
            return
        out = self._files.to_write(
            self,
            self.look.text("files.pack_title"),
            file_name(one.name) + PACK_SUFFIX,
            self.look.text("files.packs"),
        )
        if out is not None:
            path = out if out.suffix else out.with_suffix(PACK_SUFFIX)
            sentence = self.look.text("exercises.packed", path=path)
            lane.submit(write_exercise_pack(path, one.id)).then(
                self, lambda _: self.told.emit(sentence), self._fail
            )

    def _print(self, codes: tuple[LanguageCode, ...]) -> None:
        from desktop.modelfiles.exercises.write import new_file

        exercise = self._printable
        folder = self._files.to_fill(self, self.look.text("exercises.print_where"))
        if exercise is None or folder is None:
            return
        inside = folder / file_name(title_of(exercise, self.look.language.code))
        self.say_about(self.look.text("exercises.printing"))
        printing = Printing(new_file(exercise), inside, codes, self, large=self.large.isChecked())
        self._printing = printing
        self._enable()
        printing.done.connect(
            lambda _: self._end_print(self.look.text("exercises.printed", folder=inside))
        )
        printing.failed.connect(self._end_print)

    def _end_print(self, sentence: str) -> None:
        self._printing = None
        self._enable()
        self.say_about(sentence)
        self.told.emit(sentence)

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
        autosave.document.listen(self._follow)
        self._stack.addWidget(self.editor)
        self._stack.setCurrentWidget(self.editor)
        self.editor.go(self.state.place)
        self.editor.outline.setFocus()
        self._say_name()
        self._enable()

    def _follow(self, _: ExerciseDocument) -> None:
        # What takes a while to work out, whether it can be printed, follows with the review.
        if self.editor is not None:
            self._say_name()
            self._enable_steps()

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
        self._wanted = autosave.id
        self.editor, self.state.autosave, self._error = None, None, None
        self._stack.setCurrentWidget(self.list)
        self._stack.removeWidget(editor)
        editor.deleteLater()
        # What was read before is older than what was just written: nothing is done to it.
        self.list.show_all(())
        self.list_all()

    def leave(self) -> None:
        """Go back to the list from what is being written, and from the list to the desk."""
        if self.editor is not None:
            self._close_editor()
        else:
            self.left.emit()

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

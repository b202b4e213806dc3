"""What can be done to an exercise of the library as a whole, each on the store's lane."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.bridge.store_lane import StoreLane
from desktop.document.exercise.edits import fresh
from desktop.document.exercise.imports import title_of
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.domain.wording import Wording
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.exercises.drafts import read_draft
from desktop.modelfiles.exercises.parts import MOST_NAME
from desktop.session.exercise_list import ListedExercise, renamed
from desktop.session.library_tasks import PACK_SUFFIX, file_name, write_exercise_pack
from desktop.session.session import Session
from desktop.ui.exercise_words import either
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.inline_prompt import InlinePrompt
from desktop.ui.timestamps import instant_words
from desktop.ui.ui_context import UiContext

if TYPE_CHECKING:
    from db import ExerciseVersion, Library


class ExerciseActions(QObject):
    """Make, copy, rename, delete and pack exercises of the library."""

    made = Signal(int, Exercise, str)
    """An exercise is new in the library, to be written on: its id, what it holds, its text."""
    changed = Signal(int)
    """The library holds something else; the id of the exercise to look at."""
    deleted = Signal(int, str)
    """An exercise was moved to the trash: its id and its name."""
    told = Signal(str)
    failed = Signal(VecinosError)
    busy_changed = Signal()

    def __init__(
        self,
        session: Session,
        look: UiContext,
        files: SystemFiles,
        prompt: InlinePrompt,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._session, self._look, self._files = session, look, files
        self._prompt, self._page = prompt, page
        self.busy = False
        """Whether a new exercise is on its way into the library: until then no other is begun."""

    @property
    def _lane(self) -> StoreLane | None:
        return self._session.library.lane

    def copy(self, one: ListedExercise, model: Model) -> None:
        """Make a copy, which says in its name whose it is."""
        if one.exercise is None:
            return
        name = one.exercise.name
        words = {code: load_language(code, self._look.resources) for code in LANGUAGES}
        mine = {
            code: language.text("scenarios.mine", name=name.text(code))[:MOST_NAME]
            for code, language in words.items()
            if name.text(code)
        }
        named = Wording(mine.get("en", ""), mine.get("es", ""))
        listed = mine.get(self._look.language.code) or one.name
        self._keep(listed, lambda: renamed(one, named, model), model)

    def make_new(self, model: Model) -> None:
        """Make an exercise of one round."""
        from desktop.modelfiles.exercises.write import new_file

        words = {code: load_language(code, self._look.resources) for code in LANGUAGES}
        name = Wording(*(words[code].text("exercises.untitled") for code in ("en", "es")))
        first = Wording(*(words[code].text("exercises.first_round") for code in ("en", "es")))
        exercise = fresh(model, name, first)
        listed = title_of(exercise, self._look.language.code)
        self._keep(listed, lambda: new_file(exercise), model)

    def _keep(self, name: str, worded: Callable[[], str], model: Model) -> None:
        """Keep a new exercise in the library, and write on it; its text is made on the lane."""
        lane = self._lane
        if lane is None:
            return

        def work(store: "Library") -> tuple[int, Exercise, str]:
            text = worded()
            exercise = read_draft("", text.encode("utf-8"), model).exercise
            (made,) = store.exercises.create_all([(name, text)])
            return made.id, exercise, text

        def done(made: tuple[int, Exercise, str]) -> None:
            self._set_busy(busy=False)
            self.made.emit(*made)

        def failed(error: VecinosError) -> None:
            self._set_busy(busy=False)
            self.failed.emit(error)

        self._set_busy(busy=True)
        lane.submit(work).then(self, done, failed)

    def _set_busy(self, *, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit()

    def rename(self, one: ListedExercise, model: Model) -> None:
        """Ask for another name."""
        lane = self._lane
        if one.exercise is None or one.id is None or lane is None:
            return
        exercise, exercise_id, code = one.exercise, one.id, self._look.language.code

        def give(name: str) -> None:
            line = " ".join(name.split())[:MOST_NAME]
            named = Wording(
                line if code == "en" else exercise.name.en,
                line if code == "es" else exercise.name.es,
            )
            lane.submit(
                lambda store: store.exercises.save(exercise_id, line, renamed(one, named, model))
            ).then(self, lambda _: self.changed.emit(exercise_id), self.failed.emit)
            self._prompt.done()

        self._prompt.ask(
            self._look.text("exercises.ask_name"),
            either(exercise.name, self._look),
            self._look.text("exercises.rename"),
            give,
        )

    def delete(self, one: ListedExercise) -> None:
        """Move one to the trash."""
        lane = self._lane
        if one.id is None or lane is None:
            return
        exercise_id, name = one.id, one.name
        lane.submit(lambda store: store.exercises.delete(exercise_id)).then(
            self, lambda _: self.deleted.emit(exercise_id, name), self.failed.emit
        )

    def ask_earlier(self, one: ListedExercise, button: QWidget) -> None:
        """Offer the earlier states of one in a menu below a button."""
        lane = self._lane
        if one.id is None or lane is None:
            return
        exercise_id = one.id
        lane.submit(lambda store: store.exercises.versions(exercise_id)).then(
            self, lambda found: self._offer_earlier(one.name, found, button), self.failed.emit
        )

    def _offer_earlier(
        self, name: str, found: "tuple[ExerciseVersion, ...]", button: QWidget
    ) -> None:
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not found:
            menu.addAction(self._look.text("exercises.none_earlier")).setEnabled(False)
        for version in found:
            action = menu.addAction(instant_words(version.made_at, self._look))
            action.triggered.connect(lambda _=False, one=version.id: self._take_earlier(name, one))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _take_earlier(self, name: str, version: int) -> None:
        """Keep an earlier state as an exercise of its own; nothing is overwritten."""
        lane = self._lane
        if lane is None:
            return

        def work(store: "Library") -> int:
            text = store.exercises.load_version(version)
            (made,) = store.exercises.create_all([(name, text)])
            return made.id

        lane.submit(work).then(self, self.changed.emit, self.failed.emit)

    def pack(self, one: ListedExercise) -> None:
        """Ask for a file, and pack one into it."""
        lane = self._lane
        if one.id is None or lane is None:
            return
        out = self._files.to_write(
            self._page,
            self._look.text("files.pack_title"),
            file_name(one.name) + PACK_SUFFIX,
            self._look.text("files.packs"),
        )
        if out is not None:
            path = out if out.suffix else out.with_suffix(PACK_SUFFIX)
            sentence = self._look.text("exercises.packed", path=path)
            lane.submit(write_exercise_pack(path, one.id)).then(
                self, lambda _: self.told.emit(sentence), self.failed.emit
            )

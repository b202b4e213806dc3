"""Forms for a second laptop go out of a play: for everybody, for an evaluator, for one team."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.bridge.job import Job, Progress
from desktop.charts.plain_text import tip
from desktop.document.exercise.imports import title_of
from desktop.session.library_tasks import file_name
from desktop.session.play.conduct import Conduct
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.table_words import TableWords

_SUFFIX = ".xlsx"


class FormWriting(QObject):
    """Offer the forms of a play by a button, and write them off the widgets' thread."""

    told = Signal(str)
    """What was done, or why it failed."""

    def __init__(self, play: Conduct, look: UiContext, files: SystemFiles, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._look, self._files, self._parent = play, look, files, parent
        text = look.text
        self.button = worded_button(text("sheets.forms"), "plain", look, parent)
        self.button.setToolTip(tip(text("sheets.forms.tooltip")))
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)

    def fill(self) -> None:
        """Offer a form for each team at the table, as it is now."""
        self.menu.clear()
        text = self._look.text
        self._offer(text("sheets.form_all"), "", None)
        self._offer(text("sheets.form_notes"), "", "")
        if self._play.open and self._play.setup.exercise.teams:
            self.menu.addSeparator()
            words = TableWords(self._look, self._play.setup)
            for team in self._play.state.teams:
                self._offer(words.team(team), team, None)

    def _offer(self, words: str, team: str, evaluator: str | None) -> None:
        action = self.menu.addAction(words)
        action.triggered.connect(lambda _=False: self._ask(words, team, evaluator))

    def _ask(self, words: str, team: str, evaluator: str | None) -> None:
        look, exercise = self._look, self._play.setup.exercise
        title = title_of(exercise, look.language.code)
        name = file_name(look.text("sheets.form_name", exercise=title, form=words))
        kinds = look.text("sheets.form_kinds")
        out = self._files.to_write(
            self._parent, look.text("sheets.form_title"), name + _SUFFIX, kinds
        )
        if out is not None:
            self._write(out if out.suffix else out.with_suffix(_SUFFIX), team, evaluator)

    def _write(self, path: Path, team: str, evaluator: str | None) -> None:
        setup, language = self._play.plain, self._look.language
        state, ids = self._play.state, list(setup.rounds)
        # A team's sheet goes to players: it names nothing of a round that has not begun.
        begun = ids[: ids.index(state.round) + 1] if state.round else ids[:1]
        later = [one.id for one in state.teams.values() if one.designed is None]

        def work(_: Progress) -> None:
            # Only who writes a table waits for pandas.
            from desktop.reports.play_forms import write_form

            write_form(
                setup.exercise,
                setup.model,
                path,
                language,
                teams=later,
                only=team,
                rounds=begun if team else None,
                evaluator=evaluator,
            )

        written = self._look.text("sheets.form_written", file=path)
        Job(work, "writing a form").then(
            self,
            lambda _: self.told.emit(written),
            lambda error: self.told.emit(language.error(error)),
        ).start()

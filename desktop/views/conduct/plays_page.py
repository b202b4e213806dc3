"""The plays of the library: begun, gone on with, over; and those in the trash."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTableWidgetItem, QWidget

from desktop.charts.plain_text import tip
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import NAME_LIMIT
from desktop.session.save_state import SaveState
from desktop.session.session import Session
from desktop.ui.inline_prompt import InlinePrompt
from desktop.ui.page import EmptyState, Page, worded_button
from desktop.ui.row_table import RowTable
from desktop.ui.table_cells import cell
from desktop.ui.timestamps import instant_words
from desktop.ui.ui_context import UiContext

if TYPE_CHECKING:
    from collections.abc import Callable

    from db import Library, PlaySummary

COLUMNS = ("play", "begun_at", "changed_at", "entries", "stands")


class PlaysPage(Page):
    """List the plays, the newest first, to go on with one; nothing here waits for a file."""

    deleted = Signal(int, str)
    """A play was moved to the trash: its id and its name."""
    exercises_wanted = Signal()
    page_wanted = Signal()
    """The play that is open shall be seen."""
    report_wanted = Signal(int, str)
    """The report of a play shall be written: its id and its name."""
    hot_wash_wanted = Signal(int)
    """The hot wash of a play shall be seen: of the one that is open, or of one being opened."""

    def __init__(self, session: Session, look: UiContext) -> None:
        super().__init__(look, look.text("plays.title"), "")
        self._session, self._play = session, session.play
        self._in_trash = False
        self._listed: tuple[PlaySummary, ...] = ()
        text = look.text
        self.trash = worded_button(text("plays.trash"), "plain", look, self, "trash-2")
        self.trash.setCheckable(True)
        self.trash.toggled.connect(self._turn_trash)
        self.head.addWidget(self.trash)
        self.table = RowTable([text(f"plays.column.{name}") for name in COLUMNS], self)
        self.table.setAccessibleName(text("plays.title"))
        self.table.itemActivated.connect(lambda _: self._open())
        self.table.delete_wanted.connect(self._delete)
        self.table.rename_wanted.connect(self._rename)
        self.table.currentItemChanged.connect(self._enable)
        self.empty = EmptyState(look, self)
        self.empty.acted.connect(self.exercises_wanted)
        self.prompt = InlinePrompt(look, self)
        self.open_ = worded_button(text("plays.open"), "main", look, self, "play")
        self.hot_wash = worded_button(text("hotwash.open"), "plain", look, self, "message-square")
        self.report = worded_button(text("report_page.open"), "plain", look, self, "file-text")
        self.rename = worded_button(text("exercises.rename"), "plain", look, self, "pencil")
        self.delete = worded_button(text("exercises.delete"), "plain", look, self, "trash-2")
        self.restore = worded_button(text("plays.restore"), "main", look, self, "undo-2")
        self.open_.clicked.connect(self._open)
        self.hot_wash.clicked.connect(self._open_hot_wash)
        self.report.clicked.connect(self._open_report)
        self.rename.clicked.connect(self._rename)
        self.delete.clicked.connect(self._delete)
        self.restore.clicked.connect(self._restore)
        row = QHBoxLayout()
        row.setSpacing(8)
        ways = (self.open_, self.restore, self.hot_wash, self.report, self.rename, self.delete)
        for button in ways:
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.prompt)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addLayout(row)
        self.empty.hide()
        self._enable()
        self.list_all()

    def list_all(self) -> None:
        """Read anew which plays there are."""
        lane, in_trash = self._session.library.lane, self._in_trash

        def take(found: "tuple[PlaySummary, ...]") -> None:
            if in_trash == self._in_trash:
                self._show(found)

        if lane is not None:
            lane.submit(lambda store: store.plays.listed(in_trash=in_trash)).then(
                self, take, self._fail
            )

    def _fail(self, error: VecinosError) -> None:
        self.say_about(self.look.language.error(error))

    def _turn_trash(self, on: bool) -> None:
        self._in_trash = on
        self.prompt.let_be()
        self.list_all()

    def _show(self, found: "tuple[PlaySummary, ...]") -> None:
        before = self.current
        self._listed = found
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            self._fill(row, one)
        rows = [row for row, one in enumerate(found) if before and one.id == before.id]
        if found:
            self.table.setCurrentCell(rows[0] if rows else 0, 0)
        text = self.look.text
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        if self._in_trash:
            self.empty.say(text("plays.trash_empty"))
        else:
            self.empty.say(text("plays.none"), text("plays.to_exercises"))
        self.say_about(self.look.language.plural("plays.count", len(found)) if found else "")
        self._enable()
        holder: QWidget = self.table if found else self.empty.button
        if self.isVisible() and not self.prompt.isVisible():
            holder.setFocus()

    def _fill(self, row: int, one: "PlaySummary") -> None:
        look = self.look
        words = (
            one.name,
            instant_words(one.begun_at, look),
            instant_words(one.changed_at, look),
            look.language.number(one.entries),
            self._stands(one),
        )
        for column, text in enumerate(words):
            item: QTableWidgetItem = cell(self.table, row, column)
            item.setText(text)
        cell(self.table, row, 0).setToolTip(tip(one.name))
        cell(self.table, row, 3).setTextAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )

    def _stands(self, one: "PlaySummary") -> str:
        text = self.look.text
        if one.id == self._play.play_id:
            stands = text("plays.is_open")
        elif one.ended:
            stands = text("conduct.is_ended")
        else:
            stands = text("plays.under_way") if one.entries else text("plays.not_begun")
        return " · ".join([stands, text("conduct.is_rehearsal")] if one.rehearsal else [stands])

    @property
    def current(self) -> "PlaySummary | None":
        """Return the play in the current row."""
        row = self.table.currentRow()
        return self._listed[row] if 0 <= row < len(self._listed) else None

    @property
    def _can_write(self) -> bool:
        autosave = self._session.autosave
        return autosave is not None and autosave.state is not SaveState.READ_ONLY

    def _enable(self) -> None:
        one, trash = self.current, self._in_trash
        for button, seen in (
            (self.open_, not trash),
            (self.hot_wash, not trash),
            (self.report, not trash),
            (self.rename, not trash),
            (self.delete, not trash),
            (self.restore, trash),
        ):
            button.setVisible(seen)
            button.setEnabled(one is not None and self._can_write)
        if one is not None and one.id == self._play.play_id:
            self.rename.setEnabled(False)
            self.delete.setEnabled(False)

    # ------------------------------------------------------------ what is done to one

    def _open(self) -> None:
        one = self.current
        if one is not None and self.open_.isEnabled() and not self._in_trash:
            if one.id == self._play.play_id:
                self.page_wanted.emit()
            else:
                self._play.reopen(one.id, one.name)

    def _open_hot_wash(self) -> None:
        one = self.current
        if one is not None and not self._in_trash:
            self.hot_wash_wanted.emit(one.id)
            if one.id != self._play.play_id:
                self._play.reopen(one.id, one.name)

    def _open_report(self) -> None:
        one = self.current
        if one is not None and not self._in_trash:
            self.report_wanted.emit(one.id, one.name)

    def _rename(self) -> None:
        one, lane = self.current, self._session.library.lane
        if one is None or lane is None or self._in_trash or not self.rename.isEnabled():
            return
        text = self.look.text

        def give(name: str) -> None:
            line = " ".join(name.split())[:NAME_LIMIT]
            self._do(lambda store: store.plays.rename(one.id, line))
            self.prompt.done()

        self.prompt.ask(
            text("plays.ask_name"),
            one.name,
            text("exercises.rename"),
            give,
            judge=lambda name: "" if name else text("plays.needs_name"),
        )

    def _delete(self) -> None:
        one = self.current
        if one is None or self._in_trash or not self.delete.isEnabled():
            return
        self._do(
            lambda store: store.plays.delete(one.id), lambda: self.deleted.emit(one.id, one.name)
        )

    def _restore(self) -> None:
        one = self.current
        if one is not None and self._in_trash:
            self._do(lambda store: store.plays.undelete(one.id))

    def _do(
        self, work: "Callable[[Library], object]", then: "Callable[[], None] | None" = None
    ) -> None:
        lane = self._session.library.lane
        if lane is None:
            return

        def done(_: object) -> None:
            self.list_all()
            if then is not None:
                then()

        lane.submit(work).then(self, done, self._fail)

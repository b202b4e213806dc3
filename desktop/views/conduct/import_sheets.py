"""Sheets from another laptop: what they hold, what differs, and what is taken once agreed to."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QIntValidator, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.document.play.merge import Merging
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import MomentMarked, Noted
from desktop.modelfiles.play_forms import PlayFormError
from desktop.session.play.conduct import Conduct
from desktop.session.play.intake import Intake
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.page import worded_button
from desktop.ui.segmented_control import Segments
from desktop.ui.timestamps import instant_words
from desktop.ui.ui_context import UiContext
from desktop.ui.worded_list import worded_list
from desktop.views.conduct.form_writing import FormWriting
from desktop.views.conduct.table_words import TableWords

NEW, DIFFERS, HERE, WRONG = range(4)
"""The lists, in the order in which they are offered."""
_NAMES = ("sheets.new", "sheets.differs", "sheets.here", "sheets.wrong")
_MOST_MINUTES = 24 * 60
_FIELD = 64
_SECOND_MS = 1000
_Row = tuple[str, str, Merging | None]
"""Icon, words, and what it is about where somebody decides about it."""


class ClockField(QLineEdit):
    """Take a whole number with its sign; the arrows up and down count it on."""

    def __init__(self, most: int, name: str, parent: QWidget) -> None:
        super().__init__("0", parent)
        self._most = most
        self.setProperty("role", "field")
        self.setValidator(QIntValidator(-most, most, self))
        self.setFixedWidth(_FIELD)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(name)

    @property
    def value(self) -> int:
        """Return the number; nothing typed, or a sign alone, is none."""
        return int(self.text()) if self.hasAcceptableInput() else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count on with the arrows."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.setText(str(min(self._most, max(-self._most, self.value + step))))
        else:
            super().keyPressEvent(event)


class ImportSheets(QWidget):
    """Stand in a page until what came is taken or put away; nothing here is modal."""

    closed = Signal()
    told = Signal(str)
    """What was done, or why it failed."""

    def __init__(self, play: Conduct, look: UiContext, files: SystemFiles, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._look, self._files = play, look, files
        self._words = TableWords(look, play.setup)
        self.intake = Intake(play, self)
        text = look.text
        self.setAccessibleName(text("sheets.title"))
        self.title = PlainLabel(text("sheets.title"), self, wraps=True)
        self.title.setProperty("role", "key")
        self.about = PlainLabel(text("sheets.about"), self, wraps=True)
        self.about.setProperty("role", "second")
        self.choose = worded_button(text("sheets.choose"), "plain", look, self, "folder-open")
        self.choose.setToolTip(tip(text("sheets.choose.tooltip")))
        self.choose.clicked.connect(self._ask)
        self.forms = FormWriting(play, look, files, self)
        self.forms.told.connect(self._say)
        self.lists = Segments(len(_NAMES), look.tokens, self)
        self.lists.setAccessibleName(text("sheets.lists"))
        self.lists.chosen.connect(lambda _: self._fill())
        self.list = worded_list(self)
        self.list.itemChanged.connect(self._decide)
        self.again = worded_button(text("sheets.again"), "plain", look, self)
        self.again.clicked.connect(self._read_again)
        self.no = worded_button(text("dialog.close"), "plain", look, self)
        self.no.clicked.connect(self.close_all)
        self.take = worded_button("", "main", look, self)
        self.take.clicked.connect(self.intake.take)
        self._build_clock()
        self._lay_out()
        self._rows: list[_Row] = []
        self._kinds: list[list[_Row]] = [[] for _ in _NAMES]
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)
        self.intake.changed.connect(self._soon.start)
        self.intake.taken.connect(self._tell_taken)
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self._tick)
        self._came = False
        """Whether the lists of what was read last have been shown."""
        self._show()

    def _build_clock(self) -> None:
        look, text = self._look, self._look.text
        self.clock = QWidget(self)
        self.minutes = ClockField(_MOST_MINUTES, text("sheets.clock_minutes"), self.clock)
        self.seconds = ClockField(59, text("sheets.clock_seconds"), self.clock)
        self.shows = PlainLabel("", self.clock)
        row = QHBoxLayout(self.clock)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for field in (self.minutes, self.seconds):
            field.setToolTip(tip(text("sheets.clock.tooltip")))
            field.textChanged.connect(self._set_clock)
        for part in (
            PlainLabel(text("sheets.clock"), self.clock),
            self.minutes,
            PlainLabel(look.text("sheets.minutes"), self.clock),
            self.seconds,
            PlainLabel(look.text("sheets.seconds"), self.clock),
            self.shows,
        ):
            row.addWidget(part)
        row.addStretch(1)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.choose)
        first.addWidget(self.forms.button)
        first.addStretch(1)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.again)
        last.addStretch(1)
        last.addWidget(self.no)
        last.addWidget(self.take)
        self.said = PlainLabel("", self, wraps=True)
        self.said.setProperty("role", "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addLayout(first)
        column.addWidget(self.clock)
        column.addWidget(self.said)
        column.addWidget(self.lists)
        column.addWidget(self.list, 1)
        self._rest = QWidget(self)
        column.addWidget(self._rest, 1)
        column.addLayout(last)

    # ------------------------------------------------------------ what is done

    def begin(self) -> None:
        """Put the focus where one begins."""
        self.choose.setFocus()

    def read(self, paths: Sequence[Path]) -> None:
        """Read files that were chosen or dropped."""
        if paths:
            self._begin_to_read()
            self.intake.read(paths)

    def _read_again(self) -> None:
        self._begin_to_read()
        self.intake.read_again()

    def _begin_to_read(self) -> None:
        self._came = False
        self._say(self._look.text("sheets.reading"))

    def close_all(self) -> None:
        """Put away what was read; nothing more of it is taken."""
        self.intake.forget()
        self._say("")
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_all()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        text = self._look.text
        self.read(self._files.to_open_all(self, text("sheets.choose_title"), text("sheets.kinds")))

    def _set_clock(self) -> None:
        self.intake.set_ahead(60 * self.minutes.value + self.seconds.value)
        self._tick()

    def _tick(self) -> None:
        """Show what the clock there says now, so that the two can be compared."""
        there = datetime.now(UTC).astimezone() + self.intake.ahead
        self.shows.setText(self._look.text("sheets.clock_shows", time=f"{there:%H:%M:%S}"))

    def showEvent(self, event: QShowEvent) -> None:
        """Let the other clock run while it is seen."""
        super().showEvent(event)
        self._tick()
        self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the other clock be."""
        super().hideEvent(event)
        self._second.stop()

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        if words:
            self.told.emit(words)

    def _tell_taken(self, count: int) -> None:
        self._say(self._look.language.plural("sheets.taken", count))
        self.lists.segments[HERE].setChecked(True)

    # ------------------------------------------------------------ what is shown

    def _show(self) -> None:
        """Show what was read, and what would become of it."""
        if not self._play.open:
            return
        intake, language = self.intake, self._look.language
        self._kinds = self._sorted()
        read = bool(intake.files) and not intake.reading
        if read and not self._came:
            self._came = True
            self._say("")
            order = (WRONG, DIFFERS, NEW, HERE)
            first = next((one for one in order if self._kinds[one]), NEW)
            self.lists.segments[first].setChecked(True)
            QTimer.singleShot(0, self, self._go_to_list)
        counts = [language.number(len(rows)) for rows in self._kinds]
        text = self._look.text
        self.lists.set_words([text(name, n=n) for name, n in zip(_NAMES, counts, strict=True)])
        for part in (self.lists, self.list, self.take):
            part.setVisible(read)
        self._rest.setVisible(not read)
        self.again.setVisible(read and bool(self._kinds[WRONG]))
        timed = [] if intake.plan is None else [*intake.plan.new, *intake.plan.conflicts]
        self.clock.setVisible(any(one.instant is not None for one in timed))
        number = 0 if intake.plan is None else len(intake.plan.entering)
        self.take.setText(language.plural("sheets.take", number))
        self.take.setEnabled(bool(number))
        self._fill()

    def _go_to_list(self) -> None:
        """Put the focus on what was read, unless it went elsewhere meanwhile."""
        focus = self.window().focusWidget()
        if self.list.isVisible() and focus is not None and self.isAncestorOf(focus):
            self.list.setFocus()

    def _sorted(self) -> list[list[_Row]]:
        """Return the rows of each list."""
        plan = self.intake.plan
        kinds: list[list[_Row]] = [[], [], [], []]
        if plan is not None:
            kinds[NEW] = [("plus", self._line(one), None) for one in plan.new]
            kinds[HERE] = [("check", self._line(one), None) for one in plan.here]
            for one in plan.conflicts:
                words = "\n".join((self._line(one), self._why(one)))
                kinds[DIFFERS].append(("circle-alert", words, one if one.allowed else None))
        for file in self.intake.files:
            if isinstance(file.error, PlayFormError):
                kinds[WRONG] += [self._fault(one) for one in file.error.faults]
            elif file.error is not None:
                kinds[WRONG].append(self._fault(file.error))
        return kinds

    def _fault(self, error: VecinosError) -> _Row:
        return "circle-alert", self._look.language.error(error), None

    def _line(self, one: Merging) -> str:
        """Return what came, in one line: who wrote it and when, where that is said."""
        text, entry, entries = self._look.text, one.entry, self._words.entries
        try:
            words = entries.words(entry)
            about = entries.tie(entry) if isinstance(entry, Noted) else ""
        except (LookupError, ValueError, StopIteration):
            # A pack may name a lever or an inject that this exercise does not have.
            return text("sheets.row_unknown", author=one.author)
        if about:
            words = text("sheets.row_about", row=words, about=about)
        if not isinstance(entry, Noted | MomentMarked):
            if one.round in self._play.setup.rounds:
                words = text("sheets.row_round", round=entries.round(one.round), row=words)
            return words
        author = self._words.team(one.author)
        if one.instant is None:
            return text("sheets.row_by", author=author, row=words)
        time = f"{one.instant.astimezone():%H:%M}"
        if one.instant.astimezone().date() != datetime.now(UTC).astimezone().date():
            time = instant_words(one.instant, self._look)
        return text("sheets.row_at", time=time, author=author, row=words)

    def _why(self, one: Merging) -> str:
        """Return why something is not simply taken."""
        if one.why is not None:
            return self._words.error(one.why)
        here = "" if one.here is None else self._words.entries.words(one.here)
        return self._look.text("sheets.other_here", here=here)

    def _fill(self) -> None:
        """Show the rows of the list that is chosen, at the place where it stood."""
        rows = self._kinds[self.lists.choice]
        self.list.setAccessibleName(self.lists.segments[self.lists.choice].text())
        if rows == self._rows:
            return
        place = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            for row in rows:
                self.list.addItem(self._item(*row))
        self._rows = rows
        if rows:
            self.list.setCurrentRow(min(max(place, 0), len(rows) - 1))

    def _item(self, icon: str, words: str, one: Merging | None) -> QListWidgetItem:
        look, item = self._look, QListWidgetItem(words)
        if one is None:
            tint = look.tokens.errink if icon == "circle-alert" else look.tokens.ink2
            item.setIcon(look.icon(icon, tint))
        else:
            chosen = self.intake.is_chosen(one)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            item.setToolTip(tip(look.text("sheets.decide")))
        return item

    def _decide(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        one = self._rows[row][2] if 0 <= row < len(self._rows) else None
        if one is not None:
            self.intake.choose(one, take=item.checkState() is Qt.CheckState.Checked)

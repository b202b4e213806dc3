"""The levers of a scenario, on the left of the desk."""

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.analysis.gates import Need
from desktop.bridge.habits import Habits
from desktop.charts.paint import hairline, scale_of
from desktop.charts.tokens import Tokens
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.lever import Family, Holder
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.ui.lever_words import plain
from desktop.ui.typography import colour
from desktop.views.levers.lever_group import FAVORITES, Kind, LeverGroup
from desktop.views.levers.lever_marks import LeverMarks
from desktop.views.levers.lever_row import LeverRow
from desktop.views.levers.list_notes import HiddenNote, NoMatch
from desktop.views.levers.own_name import OwnNamePopover
from desktop.views.levers.panel_head import PanelHead
from desktop.views.levers.warning_strip import WarningStrip

WIDTH, NARROWEST, WIDEST = 340, 300, 420
LOW_WINDOW = 800
"""Windows lower than this get rows of 44 pixels."""
_BAR = 7
_BELOW = 8
_AROUND = 10
_BY_THEME = 0


class LeverPanel(QWidget):
    """Show every lever of a document's model and let it be set.

    The panel listens to the document and shows what it says; it never holds a value of its own.
    Call `release` before the document outlives the panel.
    """

    card_asked = Signal(str)
    """The lever whose help card shall be opened."""

    def __init__(
        self,
        document: Document,
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
        habits: Habits | None = None,
    ) -> None:
        """Show levers as somebody likes them listed; without `habits` that is not remembered."""
        super().__init__(parent)
        self.marks = LeverMarks(habits or Habits({}), self)
        self._document = document
        self._language = language
        self._tokens = tokens
        self._kept: frozenset[str] | None = None
        self._list_top = 0
        self._unfiltered = 0
        """How far the list was scrolled before it was filtered."""
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

        self.head = PanelHead(tokens, self)
        self.warning = WarningStrip(document, language, tokens, self)
        self._content = QWidget()
        self._area = self._scroll_area()
        self._empty = NoMatch(self._content)
        self._empty.clear.clicked.connect(self._clear_filter)
        levers = document.model.levers.values()
        self.rows = {
            lever.id: LeverRow(document, lever, language, tokens, self._content) for lever in levers
        }
        self._groups = self._make_groups()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, _BELOW)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        for groups in self._groups:
            for group in groups:
                self._column.addWidget(group)
        self.hidden_note = HiddenNote(self._content)
        self.hidden_note.turned.connect(self._turn_hidden)
        self._column.addWidget(self.hidden_note)
        self._column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        around = QVBoxLayout()
        around.setContentsMargins(_AROUND, 0, _AROUND, 6)
        around.addWidget(self.warning)
        column.addLayout(around)
        column.addWidget(self._area, 1)

        self._bar = self._margin_bar()
        self._apply_look()
        for row in self.rows.values():
            row.height_changed.connect(self._fit)
            row.step_asked.connect(self._go)
            row.card_asked.connect(self.card_asked)
        for groups in self._groups:
            for group in groups:
                group.height_changed.connect(self._make_room)
        self.head.grouping.chosen.connect(self._regroup)
        self.head.filter.changed.connect(self._filter)
        self.marks.changed.connect(self._list_anew)
        self.marks.name_asked.connect(self._ask_name)
        self.warning.height_changed.connect(self._keep_rows)
        self._regroup(_BY_THEME)
        self._word()
        self._stop_listening = document.listen(self._on_document_changed)

    def sizeHint(self) -> QSize:
        """Return 340 wide."""
        return QSize(WIDTH, 640)

    @property
    def groups(self) -> tuple[LeverGroup, ...]:
        """Return the groups of the grouping that holds, in order; favorites if there are any."""
        return tuple(group for group in self._groups[self.head.grouping.choice] if group.rows)

    @property
    def focused(self) -> str | None:
        """Return the lever whose row has the focus."""
        focused = self.window().focusWidget()
        rows = self.rows.items()
        return next((id_ for id_, row in rows if focused and row.isAncestorOf(focused)), None)

    # ------------------------------------------------------------ what others tell it

    def set_language(self, language: Language) -> None:
        """Speak another language; a drag goes on."""
        if language is self._language:
            return
        self._language = language
        for row in self.rows.values():
            row.set_language(language)
        self._word()

    def _word(self) -> None:
        self.warning.set_language(self._language)
        self.head.set_language(self._language, len(self.rows))
        self._empty.set_words(self._language, self.head.filter.line.text())
        self._tell_hidden()
        self._count()

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme; a drag goes on."""
        self._tokens = tokens
        self.head.set_look(tokens)
        self.warning.set_look(tokens)
        for row in self.rows.values():
            row.set_look(tokens)
        for groups in self._groups:
            for group in groups:
                group.set_look(tokens)
        self._apply_look()
        self.update()

    def set_in_force(self, values: Mapping[str, float], month: Month | None = None) -> None:
        """Mark what is in force at the end of a month, by lever, in the lever's own unit.

        Without a month: twelve months after the vantage. A lever that is absent loses its mark.
        """
        at = month or self._document.model.clock.vantage.plus(12)
        for id_, row in self.rows.items():
            row.show_in_force(values.get(id_), at)

    def show_needs(self, needs: Iterable[Need]) -> None:
        """Say in the rows of these levers why they move nothing, and in no others."""
        known = {need.lever: need for need in needs}
        for id_, row in self.rows.items():
            row.show_need(known.get(id_))

    def show_lever(self, id_: str) -> None:
        """Go to the row of a lever, wherever it is filtered or folded away."""
        row = self.rows[id_]
        if self._kept is not None and id_ not in self._kept:
            self.head.filter.line.clear()
        if id_ in self.marks.hidden:
            self.marks.show((id_,))
            self._apply_filter()
        group = next(group for group in self.groups if row in group.rows)
        if not group.is_open:
            group.open_at_once(self._language)
        (row.slider if row.slider.isEnabled() else row.info).setFocus(
            Qt.FocusReason.ShortcutFocusReason
        )
        self._area.ensureWidgetVisible(row, 0, 24)

    def lock(self, reasons: Mapping[str, Wording]) -> None:
        """Let nobody set these levers, and say why; all others are free."""
        self.warning.lock(reasons)
        for id_, row in self.rows.items():
            row.lock(reasons.get(id_))

    def release(self) -> None:
        """Stop listening to the document."""
        self._stop_listening()

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.model or changes.scenario or changes.lever_names:
            self._take_levers()
        for row in self.rows.values():
            row.on_document_changed(changes)
        self.warning.on_document_changed(changes)
        if self._changed & self.marks.hidden:
            self._apply_filter()
        if self._changed != self._counted:
            self._count()

    def _take_levers(self) -> None:
        """Show the levers as the document's model has them now, under whatever names."""
        for id_, row in self.rows.items():
            lever = self._document.model.levers[id_]
            if lever is not row.lever:
                row.take_lever(lever)
                row.set_language(self._language)

    def _ask_name(self, lever: str) -> None:
        row = self.rows[lever]
        asked = OwnNamePopover(self._document, lever, self._language, self._tokens, self)
        asked.open_beside(row.info, row)

    @property
    def _changed(self) -> frozenset[str]:
        return frozenset(id_ for id_, row in self.rows.items() if row.changed)

    # ------------------------------------------------------------ groups

    def _make_groups(self) -> tuple[tuple[LeverGroup, ...], tuple[LeverGroup, ...]]:
        levers = [row.lever for row in self.rows.values()]
        families = [kind for kind in Family if any(lever.family is kind for lever in levers)]
        holders = [kind for kind in Holder if any(lever.holder is kind for lever in levers)]
        made = []
        for kinds in (families, holders):
            kinds_with_favorites: list[Kind] = [FAVORITES, *kinds]
            groups = [
                LeverGroup(kind, self._tokens, self._content) for kind in kinds_with_favorites
            ]
            for group in groups:
                group.head.clicked.connect(partial(self._fold, group))
            made.append(tuple(groups))
        return made[0], made[1]

    def _fold(self, group: LeverGroup) -> None:
        group.fold(self._language)

    def _regroup(self, choice: int) -> None:
        for place, groups in enumerate(self._groups):
            for group in groups:
                rows = [row for row in self.rows.values() if self._belongs(row, group)]
                if place == choice:
                    group.hold(rows)
                group.setVisible(place == choice and bool(rows))
        self._apply_filter()
        self._set_tab_order()
        self._count()

    def _belongs(self, row: LeverRow, group: LeverGroup) -> bool:
        if row.lever.id in self.marks.favorites:
            return group.kind == FAVORITES
        return group.kind in (row.lever.family, row.lever.holder)

    def _set_tab_order(self) -> None:
        stops: list[QWidget] = [*self.head.grouping.segments, self.head.filter.line]
        stops.append(self.head.filter.cross)
        stops.extend((self.warning.mend, self.warning.next, self.warning.away))
        for group in self.groups:
            stops.append(group.head)
            for row in group.rows:
                stops.extend((row.slider, row.clock, row.info, row.need.button))
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _count(self) -> None:
        self._counted = self._changed
        self.head.show_count(self._language, len(self._counted), len(self.rows))
        for group in self.groups:
            group.show_words(self._language)

    def _fit(self) -> None:
        held = self._held_row()
        before = 0 if held is None else self._place(held)
        for group in self.groups:
            group.fit()
        if held is not None:
            # What grows above a row moves the list, not the row that is being pointed at.
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + self._place(held) - before)

    def _keep_rows(self) -> None:
        """Leave the rows where they are on screen when what stands above the list grows."""
        layout, bar = self.layout(), self._area.verticalScrollBar()
        if layout is not None and self.isVisible():
            layout.activate()
            bar.setValue(bar.value() + self._area.y() - self._list_top)
            self._place_bar()

    def _held_row(self) -> LeverRow | None:
        """Return the row that is pointed at, else the one that has the focus."""
        rows = [row for row in self.rows.values() if row.isVisible()]
        focused = self.focusWidget()
        pointed = (row for row in rows if row.underMouse())
        in_focus = (row for row in rows if focused is not None and row.isAncestorOf(focused))
        return next(pointed, None) or next(in_focus, None)

    def _place(self, row: LeverRow) -> int:
        return row.mapTo(self._content, QPoint(0, 0)).y()

    def _make_room(self) -> None:
        # Left to itself a layout takes an event loop a level, and a row shows cut meanwhile.
        shown = [group.maximumHeight() for group in self.groups if not group.isHidden()]
        room = self._area.viewport().size()
        note = self.hidden_note.needed(room.width())
        height = sum(shown) + note + _BELOW if shown or note else 0
        self._content.setMinimumHeight(height)
        self._content.resize(room.width(), max(room.height(), height))
        self._column.activate()

    # ------------------------------------------------------------ filter

    def _filter(self, text: str) -> None:
        wanted = plain(text).split()
        bar = self._area.verticalScrollBar()
        if wanted and self._kept is None:
            self._unfiltered = bar.value()
        back = self._unfiltered if self._kept is not None and not wanted else None
        self._kept = None
        if wanted:
            self._kept = frozenset(
                id_
                for id_, row in self.rows.items()
                if all(word in self._searched(row) for word in wanted)
            )
        self._apply_filter()
        if back is not None:
            bar.setValue(back)
        self._empty.set_words(self._language, text)
        self._count()

    def _searched(self, row: LeverRow) -> str:
        """Return the words a lever is found by: its names in the panel's language."""
        lever, language = row.lever, self._language
        family = language.text(f"levers.family.{lever.family}")
        names = (language.wording(lever.name), language.wording(lever.short), family)
        return plain(" ".join(names))

    def _apply_filter(self) -> None:
        # What is set is never out of sight, nor does it go when it is put back.
        self.marks.show(self._changed)
        hidden = self.marks.hidden & self.rows.keys()
        for group in self.groups:
            group.filter(self._kept, hidden)
        self._tell_hidden()
        self._make_room()
        self._empty.setVisible(self._kept is not None and not self._kept)

    def _tell_hidden(self) -> None:
        marked = self.rows.keys() & set(self.marks.marked_hidden)
        out_of_sight = len(marked & self.marks.hidden)
        self.hidden_note.show_count(self._language, out_of_sight, len(marked))
        self.hidden_note.setVisible(bool(marked) and self._kept is None)

    def _turn_hidden(self) -> None:
        """Show the levers that are hidden, or hide them again."""
        if self.marks.hidden:
            self.marks.show(self.marks.marked_hidden)
            self._apply_filter()
        else:
            self.marks.cover(but=self._changed)

    def _list_anew(self) -> None:
        self._regroup(self.head.grouping.choice)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a lever in the list; the menu key does so as well."""
        at = event.globalPos()
        rows = [row for row in self.rows.values() if row.isVisible()]
        row = next((one for one in rows if one.rect().contains(one.mapFromGlobal(at))), None)
        if row is not None:
            menu = self.marks.menu(row.lever.id, self._language, self, is_set=row.changed)
            menu.popup(at)

    def _clear_filter(self) -> None:
        self.head.filter.line.clear()
        self.head.filter.line.setFocus()

    # ------------------------------------------------------------ keys

    def _go(self, step: int) -> None:
        """Go from a control of one lever to the same one of the next, or of the one before."""
        rows = [row for group in self.groups for row in group.rows if row.isVisible()]
        stops = [(row.slider, row.clock, row.info) for row in rows]
        focused = self.focusWidget()
        place = next((at for at, controls in enumerate(stops) if focused in controls), None)
        if place is None or not 0 <= place + step < len(stops):
            return
        kept = next(at for at, control in enumerate(stops[place]) if control is focused)
        wanted = stops[place + step][kept]
        goal = wanted if wanted.isEnabled() else stops[place + step][-1]
        goal.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(rows[place + step], 0, 24)

    # ------------------------------------------------------------ scrolling and size

    def _scroll_area(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._content)
        area.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)
        area.verticalScrollBar().setSingleStep(24)
        return area

    def _margin_bar(self) -> QScrollBar:
        """Return a bar that lies in the right margin and takes no room from the rows."""
        hidden, bar = self._area.verticalScrollBar(), QScrollBar(Qt.Orientation.Vertical, self)
        hidden.rangeChanged.connect(self._range_changed)
        hidden.valueChanged.connect(bar.setValue)
        bar.valueChanged.connect(hidden.setValue)
        bar.setSingleStep(hidden.singleStep())
        bar.hide()
        return bar

    def _range_changed(self, low: int, high: int) -> None:
        hidden = self._area.verticalScrollBar()
        # The area sets its own page step only after it has told its range.
        self._bar.setPageStep(self._area.viewport().height())
        self._bar.setRange(low, high)
        self._bar.setValue(hidden.value())
        self._bar.setVisible(high > low)

    def _apply_look(self) -> None:
        tokens = self._tokens
        self._bar.setStyleSheet(
            f"QScrollBar {{ width: {_BAR}px; background: transparent; margin: 0; border: 0; }}"
            f"QScrollBar::handle {{ background: {tokens.track}; border-radius: 3px;"
            " min-height: 32px; margin: 0 1px 0 0; }"
            f"QScrollBar::handle:hover {{ background: {tokens.line2}; }}"
            "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
            "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
        )

    def _place_bar(self) -> None:
        area = self._area.geometry()
        self._list_top = area.top()
        self._bar.setGeometry(self.width() - _BAR - 1, area.top(), _BAR, area.height())
        self._bar.setPageStep(area.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the bar into the right margin, and make the rows lower in a low window."""
        self._place_bar()
        for row in self.rows.values():
            row.set_dense(self.window().height() < LOW_WINDOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel and its right edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._tokens.panel))
        thick = hairline(scale_of(painter))
        edge = QRectF(self.width() - thick, 0, thick, self.height())
        painter.fillRect(edge, colour(self._tokens.line))

"""The page of the causal map: what acts on one element, what it acts on, and its loops."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.bridge.link_strengths import MapAnswer, MapQuestion
from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE
from desktop.document.causal_map import Loop, Way
from desktop.document.causes import ModelGraph
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.session.live_curves import LiveCurves
from desktop.ui.card_rows import paragraph
from desktop.ui.clipboard import table_data
from desktop.ui.page import EmptyState, Page, card, icon_button, worded_button
from desktop.ui.typography import font
from desktop.ui.ui_context import UiContext
from desktop.views.explain.map_view import MapView
from desktop.views.explain.map_words import MapWords

MOST_BACK = 100
LOOP = 26
HEADS = ("cause", "effect", "strength")


@dataclass(slots=True)
class MapState:
    """Hold what the page shows, for when it is made anew."""

    visited: list[str]
    """Elements that stood in the middle, the one that does last."""
    month: Month
    whole: frozenset[Way] = frozenset()
    zoom: float = 1.0
    lit: tuple[str, ...] = field(default=())
    """Elements of the loop that stands out."""

    @property
    def subject(self) -> str:
        """Return what stands in the middle."""
        return self.visited[-1]


class MapPage(Page):
    """Show the map round one element of the model; `wanted` asks for it.

    Whoever answers calls `refresh` once it listens, and `show_map` and `show_failure`.
    """

    wanted = Signal(MapQuestion)
    card_wanted = Signal(str)
    """The card of an element shall be shown in place of the map."""

    def __init__(
        self,
        graph: ModelGraph,
        now: Callable[[], LiveCurves | None],
        state: MapState,
        look: UiContext,
    ) -> None:
        self._graph, self._now, self.state = graph, now, state
        super().__init__(look, look.text("map.title"), "", stacked=True)
        self.answer: MapAnswer | None = None
        self._curves: LiveCurves | None = None
        self._question: MapQuestion | None = None
        self.before = icon_button("undo-2", look.text("map.back"), look, self)
        self.before.clicked.connect(self.go_back)
        self.smaller = icon_button("minus", look.text("map.smaller"), look, self)
        self.larger = icon_button("plus", look.text("map.larger"), look, self)
        self.to_card = worded_button(look.text("map.card"), "plain", look, self, "info")
        self.to_card.clicked.connect(lambda: self.card_wanted.emit(self.state.subject))
        self.copy = worded_button(look.text("wedges.copy"), "plain", look, self, "copy")
        self.copy.clicked.connect(self.copy_table)
        for part in (self.before, self.smaller, self.larger, self.to_card, self.copy):
            self.head.addWidget(part)
        self._whole = card(self)
        self.view = MapView(look.tokens, self._whole)
        self.view.zoom = state.zoom
        self.smaller.clicked.connect(lambda: self.view.zoom_by(-1))
        self.larger.clicked.connect(lambda: self.view.zoom_by(1))
        self.view.followed.connect(self.follow)
        self.view.unfolded.connect(self._unfold)
        self.view.zoomed.connect(self._keep_zoom)
        self.loops: list[QToolButton] = []
        self._loop_head = paragraph("", SIZE_HEADLINE, "head", self._whole)
        self._loops = QVBoxLayout()
        self._loops.setSpacing(0)
        self._reading = paragraph("", SIZE_AXIS, "quiet", self._whole)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(1, 1, 1, 10)
        column.setSpacing(6)
        column.addWidget(self.view, 1)
        words = QVBoxLayout()
        words.setContentsMargins(14, 0, 14, 0)
        words.setSpacing(2)
        words.addWidget(self._loop_head)
        words.addLayout(self._loops)
        words.addWidget(self._reading)
        column.addLayout(words)
        self.empty = EmptyState(look, self)
        self.empty.acted.connect(self._ask_again)
        self.body.addWidget(self._whole, 1)
        self.body.addWidget(self.empty, 1)
        self._show_only(self.empty)

    def take_focus(self) -> None:
        """Begin at the subject."""
        subject = self.view.node(self.state.subject)
        if subject is not None and self._whole.isVisibleTo(self):
            subject.setFocus()
        elif self.empty.button.isVisibleTo(self):
            self.empty.button.setFocus()
        else:
            self.back.setFocus()

    # ------------------------------------------------------------ asking

    def refresh(self) -> None:
        """Ask for the map in the run as it stands; what is on show stays until it is there."""
        curves = self._now()
        if curves is None:
            if self.answer is None:
                self._say(self.look.text("wedges.no_curves"))
            return
        self._curves = curves
        clock = self._graph.model.clock
        step = min(max(clock.step(self.state.month), 0), clock.steps)
        request = curves.projection.request
        question = MapQuestion(request, self.state.subject, step, self.state.whole)
        if question != self._question:
            self._question = question
            if self.answer is None:
                self._say(self.look.text("map.waiting"))
            self.wanted.emit(question)

    def follow(self, element: str) -> None:
        """Put another element into the middle."""
        self.state.visited = [*self.state.visited, element][-MOST_BACK:]
        self._turn()

    def go_back(self) -> None:
        """Put the element into the middle that stood there before."""
        if len(self.state.visited) > 1:
            self.state.visited.pop()
            self._turn()

    def _turn(self) -> None:
        self.state.whole, self.state.lit = frozenset(), ()
        self.refresh()

    def _unfold(self, way: Way) -> None:
        self.state.whole |= {way}
        self.refresh()

    def _ask_again(self) -> None:
        self._question = None
        self.refresh()

    def _keep_zoom(self, zoom: float) -> None:
        self.state.zoom = zoom

    # ------------------------------------------------------------ answers

    def show_failure(self, error: VecinosError) -> None:
        """Say why there is no map."""
        self.answer = None
        self._say(self.look.language.error(error), self.look.text("wedges.again"))

    def show_map(self, answer: MapAnswer) -> None:
        """Show a map; one that answers another question is let go."""
        if answer.question != self._question or self._curves is None:
            return
        inside = self.view.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        first = self.answer is None
        self.answer = answer
        words = self._words()
        self.view.show_map(answer.map, words, answer.question.step)
        self._describe(words)
        self._list_loops(words)
        self._show_only(self._whole)
        if inside or (first and self.isVisible()):
            self.take_focus()

    def _words(self) -> MapWords:
        assert self._curves is not None
        return MapWords(self._graph, self.look.language, self.state.month, self._curves.central)

    def _describe(self, words: MapWords) -> None:
        subject, text = self.state.subject, self.look.text
        name = words.name(subject)
        self.retitle(text("map.of", name=name))
        date = self.look.language.date(self.state.month)
        self.say_about(words.values(subject))
        assert self.answer is not None
        alone = not any(node.column < 0 for node in self.answer.map.nodes)
        edge = text("map.no_inputs") if alone else ""
        about = text("map.about", month=date)
        self._reading.setText(text("map.edge", edge=edge, about=about) if edge else about)
        before = self.state.visited[-2:-1]
        self.before.setVisible(bool(before))
        if before:
            words_back = text("explain.back_to", name=words.name(before[0]))
            self.before.setToolTip(tip(words_back))
            self.before.setAccessibleName(words_back)

    def _list_loops(self, words: MapWords) -> None:
        for button in self.loops:
            button.hide()
            button.deleteLater()
        self.loops = []
        assert self.answer is not None
        loops = self.answer.map.loops
        name, text = words.name(self.state.subject), self.look.text
        head = text("map.loops", name=name) if loops else text("map.no_loops", name=name)
        self._loop_head.setText(head)
        for loop in loops:
            named = self.look.text("map.loop", loop=words.loop(loop), gain=words.gain(loop))
            button = QToolButton(self._whole)
            button.setProperty("role", "words")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            icon = "repeat" if loop.reinforcing else "scale"
            button.setIcon(self.look.icon(icon, self.look.tokens.ink2))
            button.setIconSize(QSize(16, 16))
            button.setFont(font(SIZE_HEADLINE))
            button.setFixedHeight(LOOP)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setText(named)
            button.setToolTip(tip(named))
            button.setAccessibleName(named)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.toggled.connect(lambda on, which=loop: self._light(which, on=on))
            self.loops.append(button)
            self._loops.addWidget(button)
            button.show()
            if loop.elements == self.state.lit:
                button.setChecked(True)

    def _light(self, loop: Loop, *, on: bool) -> None:
        """Let a loop stand out, and the others not."""
        assert self.answer is not None
        if on:
            for button, other in zip(self.loops, self.answer.map.loops, strict=False):
                if other is not loop:
                    button.setChecked(False)
            self.state.lit = loop.elements
            self.view.light(loop)
        elif self.state.lit == loop.elements:
            self.state.lit = ()
            self.view.light(None)

    def _say(self, sentence: str, action: str = "") -> None:
        self.empty.say(sentence, action)
        self._show_only(self.empty)

    def _show_only(self, shown: QWidget) -> None:
        self.show_only(shown, (self._whole, self.empty), self.take_focus)
        for button in (self.copy, self.smaller, self.larger, self.to_card):
            button.setEnabled(shown is self._whole)
        self.before.setVisible(len(self.state.visited) > 1)

    # ------------------------------------------------------------ copying and keys

    def copy_table(self) -> None:
        """Copy the links that are shown and the loops, as text and as HTML."""
        if self.answer is not None:
            heads = [self.look.text(f"map.head_{head}") for head in HEADS]
            rows = self._words().rows(self.answer.map)
            QApplication.clipboard().setMimeData(table_data(heads, rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Backspace, zoom with plus and minus, copy with Ctrl+C."""
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        if event.key() == Qt.Key.Key_Backspace:
            self.go_back()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        elif Qt.Key(event.key()) in steps and not event.modifiers():
            self.view.zoom_by(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

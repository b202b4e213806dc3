"""What is shown about a curve or a lever, with a way back through what was shown before; notes."""

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.analysis.attribution import Attribution, Question
from desktop.analysis.strengths import InputStrengths, StrengthQuestion
from desktop.charts.plain_text import tip
from desktop.document.causes import ModelGraph
from desktop.document.document import Document
from desktop.document.grounds import link_of
from desktop.domain.clock import Month
from desktop.domain.policy import PlannedEvent
from desktop.session.live_curves import LiveCurves
from desktop.ui.explanation_card import ExplanationCard
from desktop.ui.ui_context import UiContext
from desktop.views.explain.card import CauseCard, LinkCard
from desktop.views.explain.evidence_card import EvidenceCard
from desktop.views.explain.notes_panel import NotesPanel
from desktop.views.explain.story import Story

if TYPE_CHECKING:
    from desktop.reports.element_words import Central

MOST_BACK = 100


class Tab(StrEnum):
    """Name what is asked about a subject, or the notes; words: the message `explain.tab.<name>`."""

    EXPLAIN = "explain"
    EVIDENCE = "evidence"
    NOTES = "notes"


class ExplainPanel(QWidget):
    """Show one card at a time, of what moves a subject or of what it rests on.

    `shown` carries its subject, `hidden_` asks to be put away.
    """

    shown = Signal(str)
    hidden_ = Signal()
    attribution_wanted = Signal(Question)
    """What moves the curve on show is to be found out."""
    strengths_wanted = Signal(StrengthQuestion)
    """How strongly the element on show answers what acts on it is to be found out."""
    map_wanted = Signal(str)
    """The causal map round an element shall be shown."""
    wedges_wanted = Signal(str)
    """How the curve of an indicator divides over time shall be shown."""
    told = Signal()
    """What moves the curve on show has been worked out and told."""
    address_opened = Signal(str)
    """Somebody asked for the browser, and this is where it shall go."""

    def __init__(self, document: Document, look: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        model = document.model
        self.causes = ModelGraph(model)
        self._look = look
        self._month = model.clock.horizon
        self._told = model.clock.horizon
        self._central: Central = {}
        self._curves: LiveCurves | None = None
        self._drawn: tuple[PlannedEvent, ...] = ()
        self._question: Question | None = None
        self._attribution: Attribution | None = None
        self._strengths: InputStrengths | None = None
        self._unfolded = False
        self._visited: list[str] = []
        self.card: ExplanationCard | None = None
        self._due = False
        """Whether a card is to be made as soon as it can be seen."""
        self._tab = Tab.EXPLAIN
        self.setProperty("role", "inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self.tabs = {tab: self._tab_button(tab) for tab in Tab}
        self.back = self._button()
        self.back.clicked.connect(self.go_back)
        self.away = self._button()
        self.away.clicked.connect(self.hidden_)
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 8, 0)
        top.setSpacing(4)
        for button in self.tabs.values():
            top.addWidget(button)
        top.addStretch(1)
        top.addWidget(self.back)
        top.addWidget(self.away)
        line = QFrame(self)
        line.setProperty("role", "hairline")
        line.setFixedHeight(1)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.viewport().setAutoFillBackground(False)
        self.notes = NotesPanel(document, look, self)
        self.notes.hide()
        self.notes.given_up.connect(self.tabs[Tab.NOTES].setFocus)
        self.notes.counted.connect(self._word_notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(line)
        column.addWidget(self._area, 1)
        column.addWidget(self.notes, 1)
        self.set_look(look)

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "icon")
        button.setFixedSize(32, 32)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _tab_button(self, tab: Tab) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "tab")
        button.setCheckable(True)
        button.setChecked(tab is self._tab)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.show_tab(tab))
        self._group.addButton(button)
        return button

    @property
    def tab(self) -> Tab:
        """Return what is asked about the subject."""
        return self._tab

    @property
    def look(self) -> UiContext:
        """Return what it looks and speaks like now."""
        return self._look

    def keep_notes_away(self, away: bool) -> None:
        """Let nobody read the notes, or let them be written again."""
        if away and self._tab is Tab.NOTES:
            self.show_tab(Tab.EXPLAIN)
        self.tabs[Tab.NOTES].setVisible(not away)

    def show_tab(self, tab: Tab) -> None:
        """Show what moves the subject, or what it rests on, or the notes on the scenario."""
        self.tabs[tab].setChecked(True)
        if tab is not self._tab:
            self._tab = tab
            self.notes.setVisible(tab is Tab.NOTES)
            self._area.setVisible(tab is not Tab.NOTES)
            if self._visited:
                self._build()

    def take_model(self) -> None:
        """Explain the model that the document is over now; its curves are still to come."""
        self.causes = ModelGraph(self._document.model)
        self._central, self._curves = {}, None
        self._question = self._attribution = self._strengths = None
        if self._visited:
            bar = self._area.verticalScrollBar()
            read = bar.value()
            self._build()
            bar.setValue(read)

    @property
    def subject(self) -> str | None:
        """Return what the card is about."""
        return self._visited[-1] if self._visited else None

    def explain(self, subject: str) -> None:
        """Show the card of an indicator, a lever, an element or a link."""
        if subject != self.subject:
            self._visited = [*self._visited, subject][-MOST_BACK:]
            self._build()

    def show_source(self, subject: str) -> None:
        """Show what a subject rests on, and put the focus on its first source."""
        self.show_tab(Tab.EVIDENCE)
        self.explain(subject)
        if isinstance(self.card, EvidenceCard) and self.card.sources:
            first = self.card.sources[0]
            self._area.ensureWidgetVisible(first)
            first.setFocus()

    def go_back(self) -> None:
        """Show the card before this one."""
        if len(self._visited) > 1:
            self._visited.pop()
            self._build()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        for tab, tab_button in self.tabs.items():
            tab_button.setText(look.text(f"explain.tab.{tab}"))
        self.notes.set_look(look)
        for button, icon, words in (
            (self.back, "chevron-left", look.text("explain.back")),
            (self.away, "x", look.text("explain.hide")),
        ):
            button.setIcon(look.icon(icon, look.tokens.ink2))
            button.setToolTip(tip(words))
            button.setAccessibleName(words)
        self.setAccessibleName(look.text("explain.title"))
        if self._visited:
            self._build()
        self._update_enabled()

    def _word_notes(self) -> None:
        """Mark the tab of the notes where there are any."""
        button, words = self.tabs[Tab.NOTES], self.notes.words
        name = self._look.text(f"explain.tab.{Tab.NOTES}")
        button.setText(self._look.text("notes.marked", name=name) if words else name)
        button.setAccessibleName(f"{name}, {self.notes.count.text()}")
        button.setToolTip(tip(self.notes.count.text()))

    def show_curves(self, curves: LiveCurves, drawn: tuple[PlannedEvent, ...] = ()) -> None:
        """Take the curves and values of an exact run, and which events chance drew for it.

        While a slider moves what stands is told and nothing new is asked.
        """
        self._curves = curves if curves.exact else None
        if curves.exact:
            self._central, self._drawn = curves.central, drawn
            self._show_values()
            self._ask()
            self._ask_strengths()

    def set_month(self, month: Month, told: Month) -> None:
        """Show the values of another month, and tell of the month that the headlines speak of."""
        if (month, told) != (self._month, self._told):
            self._month, self._told = month, told
            self._show_values()
            self._ask()
            self._rank()

    def show_attribution(self, found: Attribution | None) -> None:
        """Tell what moves the curve on show; an answer to an earlier question is let go."""
        if found is not None and found.question == self._question:
            self._attribution = found
            self._tell_story()
            self._fit()
            self.told.emit()

    @property
    def waits(self) -> bool:
        """Say whether what moves the curve on show is still being worked out."""
        found = self._attribution
        return self._question is not None and (found is None or found.question != self._question)

    def _ask(self) -> None:
        """Want to know what moves the curve on show, where it is on show."""
        card, curves = self.card, self._curves
        if self._tab is Tab.NOTES:
            return
        if not (isinstance(card, CauseCard) and card.story is not None and curves is not None):
            return
        indicator = card.subject
        asked = Question(
            curves.projection.request,
            indicator,
            curves.projection.clock.step(self._told),
            self._drawn,
            curves.monthly,
        )
        if not self.isVisible():
            return
        if asked == self._question and not self.waits:
            if not card.story.text:
                # The card was made while a slider moved, which is back where it was.
                self._tell_story()
            return
        if self._question is None or self._question.indicator != indicator:
            self._attribution = None
        self._question = asked
        self._tell_story()
        self.attribution_wanted.emit(asked)

    def _ask_strengths(self) -> None:
        """Want to know how strong the links into the element on show are, where it is on show."""
        card, curves = self.card, self._curves
        if not isinstance(card, CauseCard) or curves is None or not self.isVisible():
            return
        element = self.causes.element_of(card.subject)
        if element is not None and self.causes.acting_on(element):
            question = StrengthQuestion(curves.projection.request, element)
            if self._strengths is not None and self._strengths.question == question:
                self._rank()
            else:
                self.strengths_wanted.emit(question)

    def show_strengths(self, found: InputStrengths) -> None:
        """Rank what acts on the element on show; an answer about another one is let go."""
        self._strengths = found
        self._rank()

    def _rank(self) -> None:
        card, found = self.card, self._strengths
        if not isinstance(card, CauseCard) or found is None:
            return
        if found.question.element == self.causes.element_of(card.subject):
            step = min(
                max(self.causes.model.clock.step(self._told), 0), self.causes.model.clock.steps
            )
            now = {name: path[step].item() for name, path in found.by_input.items()}
            card.show_strengths(now, self._told)
            self._fit()

    def _tell_story(self) -> None:
        """Tell what is known; the last answer stands until the next one is there."""
        card, curves, found = self.card, self._curves, self._attribution
        if not (isinstance(card, CauseCard) and card.story is not None and curves is not None):
            return
        # A new card has no answer to keep, and an old one may name levers that were put back.
        old = found is not None and found.question.request != curves.projection.request
        if found is None or not (self.waits or old) or not card.story.text:
            indicator = self.causes.model.indicators[card.subject]
            card.story.tell(Story(curves, indicator, self._told, None if old else found))

    def _show_values(self) -> None:
        if self.card is not None:
            self.card.show_values(self._month, self._central)
            self._fit()

    def _fit(self) -> None:
        """Give the card the width there is, and the height its words then take."""
        card = self.card
        if card is None:
            return
        # Left to itself a scroll area finds the height in several rounds of the event loop.
        room = self._area.viewport().size()
        card.fit(room.width(), room.height())

    def _build(self) -> None:
        """Make the card of the subject, at once or as soon as it can be seen."""
        self._due = not self.isVisible()
        if self._due:
            self.card = None
            return
        subject = self._visited[-1]
        had_focus = self._area.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        card = self._card_of(subject)
        card.chosen.connect(self.explain)
        card.address_opened.connect(self.address_opened)
        self.card = card
        self._area.setWidget(card)
        # The area fills its widget as it takes it.
        card.setAutoFillBackground(False)
        self._area.setAccessibleName(card.title)
        self._area.verticalScrollBar().setValue(0)
        if isinstance(card, CauseCard):
            card.set_unfolded(self._unfolded)
            card.wedges_wanted.connect(self.wedges_wanted)
            card.map_wanted.connect(self.map_wanted)
            card.source_wanted.connect(self.show_source)
            card.unfolded.connect(self._keep_fold)
        if self._question is not None and self._question.indicator != subject:
            # It may name levers that are not set any more.
            self._question = self._attribution = None
        self._tell_story()
        self._show_values()
        self._ask()
        self._ask_strengths()
        self._update_enabled()
        if had_focus:
            self._area.setFocus()
        self.shown.emit(subject)

    def _card_of(self, subject: str) -> ExplanationCard:
        if self._tab is Tab.EVIDENCE:
            return EvidenceCard(subject, self.causes, self._look, self)
        if link_of(self.causes.model, subject) is not None:
            return LinkCard(subject, self.causes, self._look, self)
        return CauseCard(subject, self.causes, self._look, self)

    def _keep_fold(self, open_: bool) -> None:
        self._unfolded = open_
        self._fit()

    def _update_enabled(self) -> None:
        possible = len(self._visited) > 1 and self._tab is not Tab.NOTES
        self.back.setVisible(possible)
        if possible and self.card is not None:
            before = ExplanationCard.title_of(self._visited[-2], self.causes, self._look)
            words = self._look.text("explain.back_to", name=before)
            self.back.setToolTip(tip(words))
            self.back.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines of the card anew."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure anew, in the fonts of the window that shows it."""
        super().showEvent(event)
        if self._due:
            self._build()
        else:
            self._ask()
            self._ask_strengths()
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Backspace or Alt and the left arrow, put the column away with Escape.

        On a tab the arrows go from one to the next.
        """
        on_tab = next((tab for tab, button in self.tabs.items() if button.hasFocus()), None)
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Backspace or (event.key() == Qt.Key.Key_Left and alt):
            self.go_back()
        elif on_tab is not None and sideways:
            order = list(self.tabs)
            beside = order[(order.index(on_tab) + sideways) % len(order)]
            self.show_tab(beside)
            self.tabs[beside].setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.hidden_.emit()
        else:
            super().keyPressEvent(event)

"""The cards of an element and of a link: what it is, its equation, what goes in."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE, SIZE_PANEL_TITLE
from desktop.document.causes import Cause, ModelGraph, Part
from desktop.document.grounds import link_of
from desktop.domain.clock import Month
from desktop.domain.model.model import Link
from desktop.reports.element_words import Central
from desktop.ui.explanation_card import ExplanationCard
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.explain.chain_view import ChainView
from desktop.views.explain.curve_strip import CurveStrip
from desktop.views.explain.story import StoryWords
from desktop.views.explain.story_view import StoryView

_HEADS = {
    Part.VALUE: "explain.equation",
    Part.START: "explain.start",
    Part.MONTHLY_CHANGE: "explain.change_month",
    Part.YEARLY_CHANGE: "explain.change_year",
    Part.INFLOW: "explain.inflow",
    Part.OUTFLOW: "explain.outflow",
}


class CauseCard(ExplanationCard):
    """Show one element, an indicator's or a lever's among them."""

    unfolded = Signal(bool)
    """Equation and sources were laid open, or folded away."""
    source_wanted = Signal(str)
    """What a subject rests on shall be shown."""
    map_wanted = Signal(str)
    """The causal map round the subject shall be shown."""
    wedges_wanted = Signal(str)
    """How the indicator's change divides over time shall be shown."""

    def __init__(self, subject: str, causes: ModelGraph, look: UiContext, parent: QWidget) -> None:
        """Build the card of an indicator, a lever or an element; raise KeyError for another id."""
        super().__init__(subject, causes, look, parent)
        element = causes.element_of(subject)
        if element is None:
            raise KeyError(subject)
        self._cause = causes.of(element)
        self.story: StoryView | None = None
        """What moved it; only a curve has a story."""
        self.wedges: QPushButton | None = None
        """Shows parts over time; only a curve has them."""
        self.fold: QToolButton | None = None
        self._folded: QWidget | None = None
        self._build()
        self._outer.addStretch(1)

    def _build(self) -> None:
        cause, words, look = self._cause, self._words, self._look
        self._say(self.title, SIZE_PANEL_TITLE, "title")
        indicator = self._causes.model.indicators.get(self.subject)
        if indicator is not None:
            self._add_story()
            self._add_ways_on()
            self._add_chain(cause)
            self._say(look.language.wording(indicator.sentence), role="second")
            self._add_fold()
        for sentence in words.nature(cause):
            self._say(sentence, role="second")
        if indicator is None:
            self._add_way_to_map()
        else:
            if indicator.twelve_months:
                self._say(look.text("explain.mean"), SIZE_AXIS, "quiet")
            if indicator.scale != 1:
                scale = look.language.number(indicator.scale)
                self._say(look.text("explain.scale", scale=scale), SIZE_AXIS, "quiet")
        self._head(look.text("explain.now"))
        self._now = self._say("", role="strong")
        self._month = self._say("", SIZE_AXIS, "quiet")
        self.curve = CurveStrip(self._causes.model.clock, look, self)
        self._column.addWidget(self.curve)
        if indicator is None:
            self._add_chain(cause)
        self._add_equations(cause)
        for sentence in words.effects(cause):
            self._say(sentence)
        acting = self._causes.acting_on(cause.id)
        numbers = tuple(one for one in cause.inputs if one not in (cause.id, *acting))
        self._add_rows(look.text("explain.numbers"), numbers)
        self._add_rows(look.text("explain.feeds"), cause.feeds)
        self._add_links(cause)
        self._add_grounds(cause)

    def _add_chain(self, cause: Cause) -> None:
        self.chain = ChainView(cause.id, self._causes, self._words, self._look, self)
        self.chain.chosen.connect(self.chosen)
        self.chain.source_wanted.connect(self.source_wanted)
        self.rows.extend(self.chain.rows)
        self._column.addWidget(self.chain)

    def show_strengths(self, strengths: Mapping[str, float], month: Month) -> None:
        """Rank what acts on the element by the strength of each link in a month."""
        self.chain.show_strengths(strengths, month)
        self.chain.mark()

    def _add_story(self) -> None:
        model, look = self._causes.model, self._look
        self.story = StoryView(StoryWords(model, self._words, look.language), look, self)
        self.story.chosen.connect(self.chosen)
        self._column.addWidget(self.story)
        self._column.addSpacing(8)

    def _add_ways_on(self) -> None:
        """Let what takes the whole window be opened from here."""
        words = self._look.text("action.wedges")
        self.wedges = worded_button(words, "plain", self._look, self, "activity")
        self.wedges.clicked.connect(lambda: self.wedges_wanted.emit(self.subject))
        self._column.addWidget(self.wedges, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_way_to_map()

    def _add_way_to_map(self) -> None:
        words = self._look.text("action.causal_map")
        self.map = worded_button(words, "plain", self._look, self, "git-branch")
        self.map.clicked.connect(lambda: self.map_wanted.emit(self.subject))
        self._column.addWidget(self.map, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addSpacing(8)

    def _add_fold(self) -> None:
        """Let everything after this stand one step down."""
        fold = self.fold = QToolButton(self)
        fold.setProperty("role", "words")
        fold.setText(self._look.text("explain.fold"))
        fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        fold.setIconSize(QSize(16, 16))
        fold.setCheckable(True)
        fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        fold.toggled.connect(self._turn_fold)
        self._column.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._folded = QWidget(self)
        self._column.addWidget(self._folded)
        self._column = self._column_in(self._folded)
        self._turn_fold(open_=False)

    def _turn_fold(self, open_: bool) -> None:
        assert self.fold is not None
        assert self._folded is not None
        icon = "chevron-down" if open_ else "chevron-right"
        self.fold.setIcon(self._look.icon(icon, self._look.tokens.ink2))
        self._folded.setVisible(open_)
        self.unfolded.emit(open_)

    def set_unfolded(self, open_: bool) -> None:
        """Lay open equation and sources where they are a step down."""
        if self.fold is not None:
            self.fold.setChecked(open_)

    def _add_equations(self, cause: Cause) -> None:
        look = self._look
        for part, expression in cause.equations:
            self._head(look.text(_HEADS[part]))
            self._add_lines(self._words.equation(expression))
        definitions = self._words.definitions(cause)
        if definitions:
            self._head(look.text("explain.where"))
        for head, lines in definitions:
            self._say(head, SIZE_HEADLINE, "strong")
            self._add_lines(lines)

    def _add_links(self, cause: Cause) -> None:
        look = self._look
        if not cause.links:
            return
        self._head(look.text("explain.links"))
        for link in cause.links:
            self._column.addSpacing(2)
            row = self._add_link_row(link)
            name = self._words.link(link)
            row.show_words(name, "", look.text("explain.row_open", name=name))
            facts, *more = self._words.link_facts(link)
            self._say(facts)
            for sentence in more:
                self._say(sentence, SIZE_AXIS, "quiet")

    def _add_grounds(self, cause: Cause) -> None:
        look = self._look
        if cause.grade is not None:
            self._head(look.text("explain.grade"))
            self._say(look.text(f"levers.grade.{cause.grade}"))
        if cause.sources:
            self._head(look.text("explain.sources"))
            for source in cause.sources:
                self._say(f"{source.id}\u2002{source.text}", SIZE_AXIS, "quiet")

    # ------------------------------------------------------------ values

    def show_values(self, month: Month, central: Central) -> None:
        """Show the values in a month of the central run, and those at the vantage."""
        words, look = self._words, self._look
        date = look.language.date
        clock = self._causes.model.clock
        now = words.values(self._cause.id, month, central)
        self._now.setText(now or look.text("explain.waiting"))
        fields = {"before": date(clock.vantage), "after": date(month)}
        self._month.setText(look.text("explain.central", **fields))
        self._month.setVisible(bool(now))
        values = central.get(self._cause.id)
        name = look.text("explain.row", name=self.title, value=now)
        self.curve.show_curve(values, month, name)
        super().show_values(month, central)
        self.chain.mark()


class LinkCard(ExplanationCard):
    """Show one link of the evidence: from what to what, how, and the sizes it takes."""

    def __init__(self, subject: str, causes: ModelGraph, look: UiContext, parent: QWidget) -> None:
        """Build the card of a link's subject; raise KeyError for another one."""
        super().__init__(subject, causes, look, parent)
        link = link_of(causes.model, subject)
        if link is None:
            raise KeyError(subject)
        self._build(link)
        self._column.addStretch(1)

    def _build(self, link: Link) -> None:
        look = self._look
        self._say(self.title, SIZE_PANEL_TITLE, "title")
        facts, *more = self._words.link_facts(link)
        self._say(facts)
        for sentence in more:
            self._say(sentence, SIZE_AXIS, "quiet")
        ends = (
            (look.text("explain.cause"), link.cause),
            (look.text("explain.effect"), link.effect),
        )
        for head, end in ends:
            element = self._causes.element_of(end)
            self._add_rows(head, () if element is None else (element,))
        self._add_rows(look.text("explain.sizes"), link.parameters)

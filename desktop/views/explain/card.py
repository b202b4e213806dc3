"""The card of one element: what it is, its equation, what goes in, what it rests on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE, SIZE_PANEL_TITLE
from desktop.document.causes import Cause, Causes, Part
from desktop.domain.clock import Month
from desktop.views.desk.look import Look
from desktop.views.explain.element_words import Central, ElementWords
from desktop.views.explain.equation import Line
from desktop.views.explain.rows import CauseRow, EquationView, paragraph

_HEADS = {
    Part.VALUE: "explain.equation",
    Part.START: "explain.start",
    Part.MONTHLY_CHANGE: "explain.change_month",
    Part.YEARLY_CHANGE: "explain.change_year",
    Part.INFLOW: "explain.inflow",
    Part.OUTFLOW: "explain.outflow",
}


class CauseCard(QWidget):
    """Show one element, an indicator's or a lever's among them; `chosen` carries the next one."""

    chosen = Signal(str)

    def __init__(self, subject: str, causes: Causes, look: Look, parent: QWidget) -> None:
        """Build the card of an indicator, a lever or an element; raise KeyError for another id."""
        super().__init__(parent)
        self.subject = subject
        self._look = look
        self._causes = causes
        self._words = ElementWords(causes, look)
        element = causes.element_of(subject)
        if element is None:
            raise KeyError(subject)
        self._cause = causes.of(element)
        self.rows: list[CauseRow] = []
        self.equations: list[EquationView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 4, 16, 16)
        self._column.setSpacing(6)
        self._build()
        self._column.addStretch(1)

    # ------------------------------------------------------------ building

    @property
    def title(self) -> str:
        """Return what the card is about."""
        return self._words.name(self.subject)

    @staticmethod
    def title_of(subject: str, causes: Causes, look: Look) -> str:
        """Return the title of a card without building it."""
        return ElementWords(causes, look).name(subject)

    def _say(self, text: str, size: int = SIZE_HEADLINE, role: str = "body") -> QLabel:
        label = paragraph(text, size, role, self)
        self._column.addWidget(label)
        return label

    def _head(self, words: str) -> None:
        self._column.addSpacing(8)
        self._say(words, SIZE_HEADLINE, "head")

    def _build(self) -> None:
        cause, words, look = self._cause, self._words, self._look
        self._say(self.title, SIZE_PANEL_TITLE, "title")
        indicator = self._causes.model.indicators.get(self.subject)
        if indicator is not None:
            self._say(look.language.wording(indicator.sentence), role="second")
        for sentence in words.nature(cause):
            self._say(sentence, role="second")
        if indicator is not None:
            if indicator.twelve_months:
                self._say(look.text("explain.mean"), SIZE_AXIS, "quiet")
            if indicator.scale != 1:
                scale = look.language.number(indicator.scale)
                self._say(look.text("explain.scale", scale=scale), SIZE_AXIS, "quiet")
        self._head(look.text("explain.now"))
        self._now = self._say("", role="strong")
        self._month = self._say("", SIZE_AXIS, "quiet")
        self._add_equations(cause)
        for sentence in words.effects(cause):
            self._say(sentence)
        self._add_rows(look.text("explain.inputs"), cause.inputs)
        self._add_rows(look.text("explain.feeds"), cause.feeds)
        self._add_links(cause)
        self._add_grounds(cause)

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

    def _add_lines(self, lines: tuple[Line, ...]) -> None:
        view = EquationView(lines, self._look.tokens, self)
        view.chosen.connect(self.chosen)
        self.equations.append(view)
        self._column.addWidget(view)

    def _add_rows(self, head: str, elements: tuple[str, ...]) -> None:
        shown = [element for element in elements if element != self._cause.id]
        if not shown:
            return
        self._head(head)
        for element in shown:
            row = CauseRow(element, self._look.tokens, self)
            row.clicked.connect(lambda _=False, element=element: self.chosen.emit(element))
            self._column.addWidget(row)
            self.rows.append(row)

    def _add_links(self, cause: Cause) -> None:
        look = self._look
        if not cause.links:
            return
        self._head(look.text("explain.links"))
        for link in cause.links:
            self._column.addSpacing(2)
            self._say(self._words.link(link), SIZE_HEADLINE, "strong")
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

    def fit(self, width: int, least: int) -> None:
        """Take a width, and at least this height."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        self._column.invalidate()
        self.resize(width, max(least, self._column.totalHeightForWidth(width)))
        self._column.activate()

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
        for row in self.rows:
            name, values = words.name(row.element), words.values(row.element, month, central)
            row.show_words(name, values, look.text("explain.row", name=name, value=values))

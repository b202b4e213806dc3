"""The small window beside a chart in which its target lines are typed, changed and removed."""

from decimal import Decimal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.charts.axes import ValueAxis
from desktop.charts.headline import unit_words
from desktop.charts.plain_text import PlainLabel
from desktop.charts.targets import target_number, target_words
from desktop.document.document import Document
from desktop.document.filing import SetTargets
from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError
from desktop.domain.indicator import Indicator
from desktop.domain.scenario import TargetLine
from desktop.language.months import read_month
from desktop.ui.lever_words import typed_number
from desktop.ui.page import icon_button, worded_button
from desktop.ui.popover import Popover
from desktop.ui.segmented_control import Segments
from desktop.ui.style_sheet import desk_sheet
from desktop.ui.ui_context import UiContext

LONGEST = 40


class TargetCard(Popover):
    """Ask for a sense, a value and, if it is to be reached by then, a month; Enter sets the line.

    The lines there are stand below, each with a pencil and a cross.
    """

    def __init__(
        self,
        document: Document,
        indicator: Indicator,
        axis: ValueAxis,
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(look.tokens, parent)
        self.setStyleSheet(desk_sheet(look.tokens))
        self._document, self._indicator, self._look = document, indicator, look
        self._axis = axis
        self._changed: TargetLine | None = None
        self._anchor: QWidget = parent
        name = look.language.wording(indicator.name)
        words = look.text("target.title", indicator=name)
        self.setAccessibleName(words)
        title = PlainLabel(words, self, wraps=True)
        title.setProperty("role", "strong")
        self.column.addWidget(title)
        unit = unit_words(indicator, look.language, axis.high)
        self.sense = Segments(2, look.tokens, self)
        self.sense.set_words([look.text("target.at_most"), look.text("target.at_least")])
        self.sense.setAccessibleName(look.text("target.sense"))
        self.value = self._field(look.text("target.value"))
        self.month = self._field(look.text("target.month"))
        self.month.setPlaceholderText(look.text("target.month_hint"))
        self.set = worded_button("", "main", look, self)
        self.set.clicked.connect(self.answer)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(PlainLabel(self.sense.accessibleName(), self), 0, 0)
        grid.addWidget(self.sense, 0, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        for line, (field, told) in enumerate(((self.value, unit), (self.month, "")), start=1):
            label = PlainLabel(field.accessibleName(), self)
            label.setBuddy(field)
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
            if told:
                about = PlainLabel(told, self, wraps=True)
                about.setProperty("role", "second")
                grid.addWidget(about, line, 2)
        grid.addWidget(self.set, 2, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(2, 1)
        self.column.addLayout(grid)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        self.column.addWidget(self.fault)
        self._lines = QWidget(self)
        self._rows = QVBoxLayout(self._lines)
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(0)
        self.column.addWidget(self._lines)
        self._stop_listening = document.listen(lambda _: self._list())
        self.closed.connect(self._stop_listening)
        self._choose_sense(None)
        self._list()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setProperty("role", "field")
        field.setMaxLength(LONGEST)
        field.setFixedWidth(112)
        field.setAccessibleName(name)
        field.returnPressed.connect(self.answer)
        return field

    def open_for(self, chart: QWidget) -> None:
        """Show beside a chart, so that its curves stay in sight: below, above, or at the left."""
        self._anchor = chart
        self.open_beside(chart)
        covered = QRect(chart.mapToGlobal(QPoint(0, 0)), chart.size())
        if self.geometry().intersects(covered):
            room = chart.screen().availableGeometry()
            left = covered.left() - self.width() - 4
            self.move(max(room.left() + 4, left), max(room.top() + 4, covered.top()))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the field."""
        super().showEvent(event)
        self.value.setFocus()

    @property
    def targets(self) -> tuple[TargetLine, ...]:
        """Return the lines that this chart has."""
        return tuple(
            one for one in self._document.scenario.targets if one.indicator == self._indicator.id
        )

    # ------------------------------------------------------------ what is done

    def answer(self) -> None:
        """Set the line that stands in the fields, or say why it cannot be one."""
        try:
            target = self._typed()
        except BadMonthError as error:
            self._refuse(self._look.language.error(error), self.month)
            return
        if target is None:
            return
        old, self._changed = self._changed, None
        targets = list(self._document.scenario.targets)
        if old in targets:
            targets[targets.index(old)] = target
        elif target not in targets:
            targets.append(target)
        self._document.apply(SetTargets(tuple(targets)), self)
        self.close()

    def _typed(self) -> TargetLine | None:
        look, indicator = self._look, self._indicator
        text = self.value.text().strip()
        number = typed_number(text)
        if number is None:
            self._refuse(look.text("target.no_number", text=text), self.value)
            return None
        # Exactly what was typed: 2.03 million are 2,030 thousand and no fraction beside them.
        number = float(Decimal(repr(number)) * int(self._axis.divisor))
        if indicator.bounds is not None and not (
            indicator.bounds[0] <= number <= indicator.bounds[1]
        ):
            low, high = (target_number(end, indicator, look.language) for end in indicator.bounds)
            self._refuse(look.text("target.out_of_bounds", low=low, high=high), self.value)
            return None
        typed = self.month.text().strip()
        month = read_month(typed, look.language.code) if typed else None
        clock = self._document.model.clock
        if month is not None and not clock.vantage <= month <= clock.horizon:
            first, last = (look.language.date(end) for end in (clock.vantage, clock.horizon))
            self._refuse(look.text("target.out_of_time", first=first, last=last), self.month)
            return None
        floor, usual = self.sense.choice == 1, TargetLine(indicator.id, number)
        # What follows from which way the indicator is better is not said over again.
        chosen = None if floor == usual.is_floor(indicator.better) else floor
        return TargetLine(indicator.id, number, month, chosen)

    def _refuse(self, why: str, field: QLineEdit) -> None:
        self.fault.setText(why)
        self.fault.show()
        field.setFocus()
        field.selectAll()
        self._fit()

    def _choose_sense(self, at_least: bool | None) -> None:
        line = TargetLine(self._indicator.id, 0.0, at_least=at_least)
        self.sense.segments[line.is_floor(self._indicator.better)].setChecked(True)

    def _change(self, target: TargetLine) -> None:
        self._changed = target
        self._choose_sense(target.at_least)
        language, reach = self._look.language, self._axis.high
        self.value.setText(target_number(target.value, self._indicator, language, reach))
        self.month.setText(self._month_words(target.month))
        self._word_set()
        self.value.setFocus()
        self.value.selectAll()

    def _remove(self, target: TargetLine) -> None:
        targets = list(self._document.scenario.targets)
        if target in targets:
            targets.remove(target)
            self._document.apply(SetTargets(tuple(targets)), self)
        self.value.setFocus()

    # ------------------------------------------------------------ the lines there are

    def _month_words(self, month: Month | None) -> str:
        return "" if month is None else self._look.language.date(month)

    def _word_set(self) -> None:
        text = self._look.text
        self.set.setText(text("target.set") if self._changed is None else text("target.change"))

    def _list(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._changed not in self.targets:
            self._changed = None
        self._word_set()
        for target in self.targets:
            self._rows.addWidget(self._line(target))
        self._lines.setVisible(bool(self.targets))
        self._fit()

    def _line(self, target: TargetLine) -> QWidget:
        look = self._look
        words = target_words(target, self._indicator, look.language)
        line = QWidget(self._lines)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(PlainLabel(words, line, wraps=True), 1)
        for icon, told, do in (
            ("pencil", look.text("target.change_one", target=words), self._change),
            ("x", look.text("target.remove_one", target=words), self._remove),
        ):
            button = icon_button(icon, told, look, line)
            button.setIconSize(QSize(14, 14))
            button.clicked.connect(lambda _=False, do=do: do(target))
            row.addWidget(button)
        return line

    def _fit(self) -> None:
        if self.isVisible():
            self.open_for(self._anchor)

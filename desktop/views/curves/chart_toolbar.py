"""The bar over the charts: how many, over which span, of which family, and what resets the desk."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.document import slots
from desktop.domain.indicator import Indicator
from desktop.domain.lever import Family
from desktop.ui.actions import ICONS, ActionId, Actions
from desktop.ui.fitting_bar import ICON, FittingBar
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.curves.arrangement import COUNTS

HEIGHT = 40


class ChartToolbar(FittingBar):
    """Say what is chosen, and tell what shall be."""

    count_chosen = Signal(int)
    monthly_chosen = Signal(bool)
    """Lines of single months are wanted, or twelve-month lines."""
    family_chosen = Signal(Family)

    def __init__(self, actions: Actions, look: UiContext, parent: QWidget) -> None:
        super().__init__(HEIGHT, parent)
        self._title = PlainLabel(self)
        self._title.setProperty("role", "title")
        self.counts = Segments(len(COUNTS), look.tokens, self)
        self.counts.chosen.connect(lambda place: self.count_chosen.emit(COUNTS[place]))
        self.spans = Segments(2, look.tokens, self)
        self.spans.chosen.connect(lambda place: self.monthly_chosen.emit(place == 1))
        self.families = self._worded(None)
        self.family_menu = QMenu(self.families)
        self.families.setMenu(self.family_menu)
        self.families.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.future = self._worded(actions[ActionId.FUTURE])
        self.reset = self._worded(None)
        self.reset_menu = QMenu(self.reset)
        for act in (ActionId.RESET, ActionId.RESET_ASSUMPTIONS, ActionId.RESET_ALL):
            self.reset_menu.addAction(actions[act])
        self.reset.setMenu(self.reset_menu)
        self.reset.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.row.setSpacing(12)
        for widget in (self._title, self.counts, self.spans, self.families):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        self.row.addWidget(self.future)
        self.row.addWidget(self.reset)
        self.give_way(self._title, self.families, self.future, self.reset)

    def _worded(self, action: QAction | None) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "words")
        if action is not None:
            button.setDefaultAction(action)
        button.setIconSize(ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def set_look(self, look: UiContext, indicators: Iterable[Indicator]) -> None:
        """Take another language or theme; families are offered that have indicators."""
        self._title.setText(look.text("curves.title"))
        self.counts.set_look(look.tokens)
        self.counts.set_words([str(count) for count in COUNTS])
        self.spans.set_look(look.tokens)
        self.spans.set_words([look.text("curves.twelve"), look.text("curves.single")])
        for segment, about in zip(
            self.spans.segments,
            (look.text("curves.twelve_about"), look.text("curves.single_about")),
            strict=True,
        ):
            segment.setToolTip(tip(about))
            segment.setAccessibleName(about)
        self.reset.setText(look.text("desk.reset"))
        self.reset.setIcon(look.icon("rotate-ccw", look.tokens.ink2))
        self.reset.setToolTip(tip(look.text("desk.reset_about")))
        self.reset.setAccessibleName(look.text("desk.reset_about"))
        self._offer_families(look, tuple(indicators))
        self.fit()

    def _offer_families(self, look: UiContext, indicators: tuple[Indicator, ...]) -> None:
        self.families.setText(look.text("curves.family"))
        self.families.setIcon(look.icon(ICONS[ActionId.FAMILY], look.tokens.ink2))
        self.families.setToolTip(tip(look.text("curves.family_about")))
        self.families.setAccessibleName(look.text("curves.family_about"))
        self.family_menu.clear()
        for family in Family:
            found = slots.of_family(indicators, family)
            if found:
                name = look.text(f"levers.family.{family}")
                words = look.language.plural("curves.of_family", len(found), family=name)
                action = self.family_menu.addAction(words)
                action.triggered.connect(lambda _=False, one=family: self.family_chosen.emit(one))

    def show_counts(
        self, chosen: int, available: int, has_room: Callable[[int], bool], look: UiContext
    ) -> None:
        """Show how many charts stand, and how many could: of those available, where room is."""
        for count, segment in zip(COUNTS, self.counts.segments, strict=True):
            room = has_room(count) or count == COUNTS[0]
            enough = count <= available or count == COUNTS[0]
            segment.setEnabled(room and enough)
            segment.setChecked(count == chosen)
            words = look.language.plural("curves.count", count)
            if not room:
                words = look.text("curves.no_room", count=words)
            segment.setToolTip(tip(words))
            segment.setAccessibleName(words)

    def turn_span(self) -> None:
        """Choose the other span."""
        self.choose_span(monthly=self.spans.choice == 0)

    def choose_span(self, *, monthly: bool) -> None:
        """Choose lines of single months, or of twelve."""
        self.spans.segments[int(monthly)].click()

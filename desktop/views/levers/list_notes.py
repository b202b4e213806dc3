"""What stands in the list of levers beside the levers: nothing was found, and some are hidden."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_BODY, SIZE_HEADLINE
from desktop.language.language import Language
from desktop.ui.heights import height_for
from desktop.ui.typography import font
from desktop.views.levers.lever_row import LEFT, RIGHT


class NoMatch(QWidget):
    """One sentence and one action, where the filter leaves nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sentence = PlainLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setFont(font(SIZE_BODY))
        self.sentence.setProperty("role", "second")
        self.clear = QPushButton(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT, 12, RIGHT, 12)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def set_words(self, language: Language, text: str) -> None:
        """Say for what nothing was found."""
        self.sentence.setText(language.text("levers.no_match", text=text.strip()))
        self.clear.setText(language.text("levers.clear_filter"))


class HiddenNote(QWidget):
    """Say below the list how many levers are hidden, and show them or hide them again."""

    turned = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sentence = PlainLabel(self, wraps=True)
        self.sentence.setFont(font(SIZE_HEADLINE))
        self.sentence.setProperty("role", "second")
        self.button = QPushButton(self)
        self.button.setProperty("role", "link")
        self.button.clicked.connect(self.turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT, 10, RIGHT, 6)
        column.setSpacing(2)
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_count(self, language: Language, hidden: int, marked: int) -> None:
        """Say how many are out of sight, or that those that were hidden are shown."""
        if hidden:
            self.sentence.setText(language.plural("levers.hidden", hidden))
            self.button.setText(language.text("levers.show_hidden"))
        else:
            self.sentence.setText(language.plural("levers.hidden_shown", marked))
            self.button.setText(language.text("levers.hide_again"))

    def needed(self, width: int) -> int:
        """Return the height that its words take; nothing while it is put away."""
        layout = self.layout()
        return 0 if self.isHidden() or layout is None else height_for(layout, width)

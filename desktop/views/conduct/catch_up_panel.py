"""What has happened so far, for somebody who comes late: to read, to copy and to print."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.domain.errors import VecinosError
from desktop.reports.exercise_paper.catch_up import catch_up, catch_up_document
from desktop.reports.output import whole_file
from desktop.reports.paper.pdf_writer import pdf
from desktop.reports.paper.sheet import NORMAL
from desktop.reports.paper.tree import Block, Heading, ItemList, Paragraph, Text
from desktop.session.library_tasks import file_name
from desktop.session.play.conduct import Conduct
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.page import Scrolled, worded_button
from desktop.ui.ui_context import UiContext


class CatchUpPanel(QFrame):
    """Tell what the room knows of a play, and nothing else; it follows the play."""

    def __init__(self, play: Conduct, look: UiContext, files: SystemFiles, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._look, self._files = play, look, files
        self._blocks: tuple[Block, ...] = ()
        self._labels: list[PlainLabel] = []
        self.setProperty("role", "card")
        title = PlainLabel(look.text("conduct.so_far"), self)
        title.setProperty("role", "title")
        about = PlainLabel(look.text("conduct.so_far.about"), self, wraps=True)
        about.setProperty("role", "quiet")
        self.copy = worded_button(look.text("conduct.copy"), "plain", look, self, "copy")
        self.copy.clicked.connect(self._copy)
        self.save = worded_button(look.text("conduct.save_pdf"), "plain", look, self, "save")
        self.save.clicked.connect(self._save)
        self.fault = PlainLabel("", self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 0)
        head.setSpacing(8)
        head.addWidget(title, 1)
        head.addWidget(self.copy)
        head.addWidget(self.save)
        inside = QWidget(self)
        self._column = QVBoxLayout()
        self._column.setSpacing(5)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(14, 4, 14, 12)
        lines.addLayout(self._column)
        lines.addStretch(1)
        self._scroll = Scrolled(inside, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(4)
        column.addLayout(head)
        for label in (about, self.fault):
            label.setContentsMargins(14, 0, 14, 0)
            column.addWidget(label)
        column.addWidget(self._scroll, 1)
        play.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show what has happened up to now."""
        if not self._play.open:
            return
        blocks = catch_up(self._play.setup, self._play.state, self._look.language)
        if blocks == self._blocks:
            return
        self._blocks = blocks
        for label in self._labels:
            self._column.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = [self._label(role, words) for role, words in self._told()]
        for label in self._labels:
            self._column.addWidget(label)
        self._scroll.fit()

    def _told(self) -> list[tuple[str, str]]:
        found = []
        for block in self._blocks:
            match block:
                case Heading():
                    found.append(("title", _words(block.text)))
                case Paragraph():
                    found.append(("strong" if block.introduces else "body", _words(block.text)))
                case ItemList():
                    found += [("second", f"• {_words(one)}") for one in block.items]
        return found

    def _label(self, role: str, words: str) -> PlainLabel:
        label = PlainLabel(words, self, wraps=True)
        label.setProperty("role", role)
        return label

    @property
    def words(self) -> str:
        """Return all of it as text."""
        return "\n".join(words for _, words in self._told())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words)

    def _save(self) -> None:
        text = self._look.text
        name = f"{file_name(text('conduct.so_far'))}.pdf"
        path = self._files.to_write(self, text("conduct.save_pdf"), name, "PDF (*.pdf)")
        if path is None:
            return
        play, language = self._play, self._look.language
        content = pdf(catch_up_document(play.setup, play.state, language), NORMAL)
        try:
            with whole_file(path if path.suffix else path.with_suffix(".pdf")) as temporary:
                temporary.write_bytes(content)
        except VecinosError as error:
            self.fault.setText(language.error(error))
        else:
            self.fault.setText("")
        self.fault.setVisible(bool(self.fault.text()))


def _words(text: Text) -> str:
    return "".join(run.text for run in text)

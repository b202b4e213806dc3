"""A small window that gives a lever a name of one's own, in each language."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import Tokens
from desktop.document.document import Document
from desktop.document.own_names import NameLever
from desktop.domain.errors import BadOwnNameError
from desktop.domain.scenario import LeverName
from desktop.language.language import LANGUAGES, Language
from desktop.ui.popover import Popover
from desktop.ui.style_sheet import desk_sheet


class OwnNamePopover(Popover):
    """Ask for the names; Enter gives them, an empty one leaves the model's, Escape changes none."""

    def __init__(
        self, document: Document, lever: str, language: Language, tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(tokens, parent)
        self.setStyleSheet(desk_sheet(tokens))
        self._document, self._lever, self._language = document, lever, language
        names = {one.lever: one for one in document.scenario.lever_names}
        own = names.get(lever, LeverName(lever))
        title = language.text(
            "levers.own_name_of", name=language.wording(document.model.levers[lever].name)
        )
        self.setAccessibleName(title)
        self._add(title, "strong")
        self._add(language.text("levers.own_name_about"), "second")
        self.fields = {
            code: self._field(
                language.text(f"desk.language_{code}"), own.en if code == "en" else own.es
            )
            for code in LANGUAGES
        }
        self.fault = self._add("", "fault")
        self.fault.hide()
        self.ok = QPushButton(language.text("dialog.ok"), self)
        self.ok.setProperty("role", "main")
        self.ok.clicked.connect(self.answer)
        self.back = QPushButton(language.text("levers.own_name_back"), self)
        self.back.setProperty("role", "plain")
        self.back.setEnabled(lever in names)
        self.back.clicked.connect(self._take_back)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.ok)
        self.column.addLayout(row)
        self.fields[language.code].setFocus()

    def _add(self, words: str, role: str) -> PlainLabel:
        label = PlainLabel(words, self, wraps=True)
        label.setProperty("role", role)
        self.column.addWidget(label)
        return label

    def _field(self, words: str, name: str) -> QLineEdit:
        label = self._add(words, "quiet")
        field = QLineEdit(name, self)
        field.setProperty("role", "field")
        field.setAccessibleName(words)
        field.returnPressed.connect(self.answer)
        label.setBuddy(field)
        self.column.addWidget(field)
        return field

    def answer(self) -> None:
        """Give the names and go; one that cannot be is refused in a sentence, and stays."""
        en, es = (" ".join(self.fields[code].text().split()) for code in ("en", "es"))
        self._give(LeverName(self._lever, en, es))

    def _take_back(self) -> None:
        self._give(LeverName(self._lever))

    def _give(self, name: LeverName) -> None:
        try:
            self._document.apply(NameLever(name), self)
        except BadOwnNameError as error:
            self.fault.setText(self._language.error(error))
            self.fault.show()
            self.setFixedHeight(self.column.totalHeightForWidth(self.width()))
        else:
            self.close()

"""The list of all scenarios of the library."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.bridge.keeper import Keeper, free_name
from desktop.document.commands import Rename
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.scenario import name_key
from desktop.views.desk.look import Look
from desktop.views.scenarios.name_dialog import NameDialog

if TYPE_CHECKING:
    from db.summary import ScenarioSummary

_ID = Qt.ItemDataRole.UserRole


class ScenarioList(QDialog):
    """Open, rename, duplicate and delete scenarios; Enter opens the chosen one."""

    def __init__(
        self, document: Document, keeper: Keeper, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._keeper = keeper
        self._look = look
        self._summaries: dict[int, ScenarioSummary] = {}
        self.setWindowTitle(look.text("scenarios.title"))
        self.setModal(True)
        self.resize(620, 420)
        title = QLabel(look.text("scenarios.title"), self)
        title.setProperty("role", "title")
        self.list = QListWidget(self)
        self.list.setProperty("role", "list")
        # A long name goes on in a second line.
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(look.text("scenarios.title"))
        self.list.itemActivated.connect(lambda _: self._open())
        self.list.currentRowChanged.connect(lambda _: self._allow())
        self.open_button = self._button("scenarios.open", "main", self._open)
        self.rename_button = self._button("scenarios.rename", "plain", self._rename)
        self.duplicate_button = self._button("scenarios.duplicate", "plain", self._duplicate)
        self.delete_button = self._button("scenarios.delete", "plain", self._delete)
        self.open_button.setDefault(True)
        side = QVBoxLayout()
        side.setSpacing(8)
        for button in (
            self.open_button,
            self.rename_button,
            self.duplicate_button,
            self.delete_button,
        ):
            side.addWidget(button)
        side.addStretch(1)
        side.addWidget(self._button("dialog.close", "plain", self.reject))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list, 1)
        row.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addLayout(row, 1)
        keeper.listed.connect(self.show_list)
        self.show_list(keeper.summaries)
        keeper.list_all()

    def _button(self, message: str, role: str, act: object) -> QPushButton:
        button = QPushButton(self._look.text(message), self)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def show_list(self, summaries: "tuple[ScenarioSummary, ...]") -> None:
        """Show these scenarios; the choice stays where it was if it can."""
        chosen = self._chosen()
        wanted = self._keeper.id if chosen is None else chosen.id
        self._summaries = {summary.id: summary for summary in summaries}
        self.list.clear()
        for summary in summaries:
            item = QListWidgetItem(self._words(summary), self.list)
            item.setData(_ID, summary.id)
            if summary.id == wanted:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self._allow()

    def _words(self, summary: "ScenarioSummary") -> str:
        local = summary.changed_at.astimezone()
        date = self._look.text(
            "scenarios.day",
            day=local.day,
            month_year=self._look.language.date(Month(local.year, local.month)),
            time=f"{local:%H:%M}",
        )
        changed = self._look.language.plural("scenarios.levers", summary.levers)
        return "\n".join((summary.name, " · ".join((changed, date))))

    def _chosen(self) -> "ScenarioSummary | None":
        item = self.list.currentItem()
        return None if item is None else self._summaries.get(item.data(_ID))

    def _allow(self) -> None:
        chosen = self._chosen() is not None
        for button in (
            self.open_button,
            self.rename_button,
            self.duplicate_button,
            self.delete_button,
        ):
            button.setEnabled(chosen)

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            if chosen.id != self._keeper.id:
                self._keeper.open(chosen.id)
            self.accept()

    def _rename(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            ask_rename(self._document, self._keeper, self._look, chosen.id, chosen.name, self)

    def _duplicate(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            duplicate(self._keeper, self._look, chosen.id, chosen.name)
            self.accept()

    def _delete(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._keeper.delete(chosen.id, chosen.name)
            self.accept()


def _taken_by_others(keeper: Keeper, scenario_id: int | None) -> set[str]:
    return {name_key(s.name) for s in keeper.summaries if s.id != scenario_id}


def ask_rename(
    document: Document,
    keeper: Keeper,
    look: Look,
    scenario_id: int,
    name: str,
    parent: QWidget,
) -> NameDialog:
    """Ask for another name; the scenario on the desk is renamed by a command, to be undone."""
    others = _taken_by_others(keeper, scenario_id)
    dialog = NameDialog(
        look, look.text("scenarios.rename_title"), name, lambda n: name_key(n) in others, parent
    )

    def done() -> None:
        if scenario_id == keeper.id:
            document.apply(Rename(dialog.name))
        else:
            keeper.rename(scenario_id, dialog.name)

    dialog.accepted.connect(done)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def ask_new(keeper: Keeper, look: Look, parent: QWidget) -> NameDialog:
    """Ask for the name of a new scenario and put it on the desk."""
    others = _taken_by_others(keeper, None)
    name = free_name(look.text("scenarios.untitled"), lambda n: name_key(n) in others)
    dialog = NameDialog(
        look, look.text("scenarios.new_title"), name, lambda n: name_key(n) in others, parent
    )
    dialog.accepted.connect(lambda: keeper.new(dialog.name))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def duplicate(keeper: Keeper, look: Look, scenario_id: int, name: str) -> None:
    """Copy a scenario under a name that says so."""
    keeper.duplicate(scenario_id, look.text("scenarios.copy_of", name=name))

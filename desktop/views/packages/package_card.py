"""The small window in which packages are kept, applied, switched, ordered, renamed, removed."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_AXIS
from desktop.document.document import Document
from desktop.document.packages import (
    ApplyPackage,
    KeepPackage,
    MovePackage,
    RemovePackage,
    RenamePackage,
    SwitchPackage,
    chosen_packages,
)
from desktop.domain.lines import name_key
from desktop.domain.policy import Policy
from desktop.domain.scenario import Package
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.page import Scrolled, icon_button, worded_button
from desktop.ui.popover import Popover
from desktop.ui.style_sheet import desk_sheet
from desktop.ui.ui_context import UiContext
from desktop.views.packages.package_words import policy_lines

LONGEST = 120
_MOST_SHOWN = 4
"""Packages listed without scrolling."""
_ROW = 64
_SMALL = 28
"""Side of the buttons in a row."""


class PackageCard(Popover):
    """List the packages of a scenario, the one that holds before the others first.

    A name is changed where it stands, with Enter; Escape closes and changes nothing. What is done
    to a package by keys leaves the focus where it was.
    """

    def __init__(self, document: Document, look: UiContext, parent: QWidget) -> None:
        super().__init__(look.tokens, parent)
        self.setStyleSheet(desk_sheet(look.tokens))
        self._document, self._look = document, look
        self._anchor: QWidget = parent
        title = PlainLabel(look.text("packages.title"), self)
        title.setProperty("role", "strong")
        about = PlainLabel(look.text("packages.about"), self, wraps=True)
        about.setProperty("role", "second")
        self.column.addWidget(title)
        self.column.addWidget(about)
        self.name = QLineEdit(self)
        self.name.setProperty("role", "field")
        self.name.setMaxLength(LONGEST)
        self.name.setPlaceholderText(look.text("packages.name"))
        self.name.setAccessibleName(look.text("packages.name"))
        self.name.returnPressed.connect(self.keep)
        self.save = worded_button(look.text("packages.keep"), "main", look, self)
        self.save.clicked.connect(self.keep)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.save)
        self.column.addLayout(row)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "second")
        self.column.addWidget(self.fault)
        self._inside = QWidget(self)
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 10, 0)
        self._rows.setSpacing(4)
        self._area = Scrolled(self._inside, self)
        self._area.setFrameShape(Scrolled.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self._area)
        self.examples = worded_button(look.text("packages.examples"), "plain", look, self)
        self.example_menu = QMenu(self)
        presets = [one for one in document.model.presets.values() if one.policy != Policy()]
        for preset in presets:
            action = self.example_menu.addAction(look.language.wording(preset.name))
            package = Package(look.language.wording(preset.name), preset.policy)
            action.triggered.connect(lambda _=False, package=package: self.apply(package))
        self.examples.setMenu(self.example_menu)
        self.examples.setVisible(bool(presets))
        self.column.addWidget(self.examples)
        self.fields: list[QLineEdit] = []
        self.controls: dict[tuple[str, str], QWidget] = {}
        """What a package's row has, by what it does and the package's name."""
        self._stop_listening = document.listen(lambda _: self._list())
        self.closed.connect(self._stop_listening)
        self._list()
        self.name.setFocus()

    def open_at(self, anchor: QWidget) -> None:
        """Show beside a control."""
        self._anchor = anchor
        self.open_beside(anchor)

    # ------------------------------------------------------------ what is done

    def keep(self) -> None:
        """Put what is set now into a package of the name that was typed, or say why not."""
        name = self._checked(self.name.text(), None)
        if name is not None and self.save.isEnabled():
            self.name.clear()
            self._document.apply(KeepPackage(name), self)

    def apply(self, package: Package) -> None:
        """Let a package hold as a whole."""
        self._document.apply(ApplyPackage(package), self)

    def _rename(self, package: Package, field: QLineEdit) -> None:
        name = self._checked(field.text(), package)
        if name is not None:
            self._document.apply(RenamePackage(package, name), self)

    def _remove(self, package: Package) -> None:
        self._document.apply(RemovePackage(package), self)
        self.name.setFocus()

    def _checked(self, typed: str, renamed: Package | None) -> str | None:
        """Return the name that was typed; say why where it can be none."""
        name = " ".join(typed.split())
        taken = [one for one in self._document.scenario.packages if one != renamed]
        if not any(sign.isprintable() and not sign.isspace() for sign in name):
            self._say(self._look.text("packages.no_name"))
        elif any(name_key(one.name) == name_key(name) for one in taken):
            self._say(self._look.text("packages.name_taken"))
        else:
            return name
        return None

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        self._fit()

    # ------------------------------------------------------------ the packages there are

    def _list(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        packages = chosen_packages(self._document.scenario)[::-1]
        focused = self.focusWidget()
        held = next((key for key, one in self.controls.items() if one is focused), None)
        self.fields, self.controls = [], {}
        for place, package in enumerate(packages):
            self._rows.addWidget(self._row(package, place, len(packages)))
        self._area.setVisible(bool(packages))
        self._area.setFixedHeight(min(len(packages), _MOST_SHOWN) * (_ROW + 4))
        nothing = self._document.scenario.policy == Policy()
        self.save.setEnabled(not nothing)
        self._say(self._look.text("packages.nothing_set") if nothing else "")
        if held is not None:
            self._focus_again(*held)

    def _focus_again(self, what: str, name: str) -> None:
        """Go on where the same thing is done to the same package, or its opposite."""
        for one in (what, {"raise": "lower", "lower": "raise"}.get(what, "switch")):
            found = self.controls.get((one, name))
            if found is not None and found.isEnabled():
                found.setFocus()
                return

    def _row(self, package: Package, place: int, count: int) -> QWidget:
        look = self._look
        row = QWidget(self._inside)
        row.setFixedHeight(_ROW)
        field = QLineEdit(package.name, row)
        field.setProperty("role", "field")
        field.setMaxLength(LONGEST)
        field.setCursorPosition(0)
        field.setAccessibleName(look.text("packages.name_of", name=package.name))
        field.returnPressed.connect(lambda: self._rename(package, field))
        self.fields.append(field)
        lines = policy_lines(package.policy, self._document.model, look)
        held = ElidedLabel(SIZE_AXIS, look.tokens.ink3, parent=row)
        shown = "; ".join(lines)
        if not package.on:
            shown = look.text("packages.off", what=shown)
        held.show_text(shown, look.tokens.ink3)
        held.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        held.setToolTip(tip("\n".join(lines)))
        use = worded_button(look.text("packages.apply"), "link", look, row)
        use.setAccessibleName(look.text("packages.apply_one", name=package.name))
        use.setToolTip(tip(look.text("packages.apply_about")))
        use.clicked.connect(lambda: self.apply(package))
        switch = QCheckBox(row)
        switch.setChecked(package.on)
        words = look.text("packages.switch_one", name=package.name)
        switch.setAccessibleName(words)
        switch.setToolTip(tip(words))
        switch.clicked.connect(lambda on: self._document.apply(SwitchPackage(package, on), self))
        higher = self._small("chevron-up", look.text("packages.raise_one", name=package.name), row)
        higher.setEnabled(place > 0)
        higher.clicked.connect(lambda: self._document.apply(MovePackage(package, up=True), self))
        lowered = self._small(
            "chevron-down", look.text("packages.lower_one", name=package.name), row
        )
        lowered.setEnabled(place < count - 1)
        lowered.clicked.connect(lambda: self._document.apply(MovePackage(package, up=False), self))
        remove = self._small("x", look.text("packages.remove_one", name=package.name), row)
        remove.clicked.connect(lambda: self._remove(package))
        for what, control in (("switch", switch), ("raise", higher), ("lower", lowered)):
            self.controls[what, package.name] = control
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(2)
        upper.addWidget(switch)
        upper.addWidget(field, 1)
        for button in (higher, lowered, remove):
            upper.addWidget(button)
        lower.setContentsMargins(28, 0, 8, 0)
        lower.addWidget(held, 1)
        lower.addWidget(use)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addLayout(lower)
        return row

    def _small(self, icon: str, words: str, row: QWidget) -> QToolButton:
        button = icon_button(icon, words, self._look, row)
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(_SMALL, _SMALL)
        return button

    def _fit(self) -> None:
        if self.isVisible():
            self._area.fit()
            self.open_beside(self._anchor)

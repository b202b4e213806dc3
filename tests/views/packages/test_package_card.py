"""Packages kept, applied, renamed and removed in their small window."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.charts.fonts import load_fonts
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.document.packages import ApplyPackage, chosen_packages
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Package, Scenario
from desktop.modelfiles.resources import RESOURCES
from desktop.views.packages.package_card import PackageCard
from desktop.views.window.top_bar import step_words
from tests.views.desks import TARIFF, compiled, look


@dataclass
class Bench:
    document: Document
    card: PackageCard

    @property
    def names(self) -> list[str]:
        return [package.name for package in chosen_packages(self.document.scenario)]

    def value(self) -> float | None:
        """Return where the tariff stands, None at its status quo."""
        setting = self.document.scenario.combined.settings.get(TARIFF)
        return None if setting is None else setting.value

    def told(self, code: str = "en") -> str:
        """Return the last step in words."""
        worn = look("es" if code == "es" else "en")
        return step_words(self.document.history.done[-1], self.document.model, worn)

    def keep(self, name: str) -> None:
        self.card.name.setText(name)
        QTest.keyClick(self.card.name, Qt.Key.Key_Return)

    def press(self, name: str) -> None:
        """Press the button that goes by this name."""
        QApplication.processEvents()
        buttons = [
            *self.card.findChildren(QPushButton),
            *self.card.findChildren(QToolButton),
        ]
        found = [one for one in buttons if one.accessibleName() == name and one.isVisible()]
        assert len(found) == 1, name
        found[0].click()


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    load_fonts(RESOURCES)
    window = QWidget()
    qtbot.addWidget(window)
    document = Document(compiled().model, Scenario("s"))
    window.resize(400, 600)
    window.show()
    card = PackageCard(document, look(), window)
    card.open_at(window)
    yield Bench(document, card)
    if isValid(card):
        card.close()
    window.close()


def test_that_each_thing_done_to_a_package_is_one_step_named_in_the_history(bench: Bench) -> None:
    document = bench.document
    document.apply(SetLever(TARIFF, Setting(20)))
    bench.keep("  Tariffs   first ")
    assert bench.names == ["Tariffs first"]
    assert bench.told() == "Keep package “Tariffs first”"
    document.apply(SetLever(TARIFF, Setting(10)))
    assert bench.value() == 10
    bench.press("Apply package “Tariffs first”")
    assert bench.value() == 20
    assert bench.told("es") == "Aplicar el paquete «Tariffs first»"
    field = bench.card.fields[0]
    field.setText("Other")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench.names == ["Other"]
    assert bench.told() == "Rename package to “Other”"
    bench.press("Remove package “Other”")
    assert bench.names == []
    assert bench.value() is None
    assert bench.told() == "Remove package “Other”"
    assert len(document.history.done) == 6
    for _ in range(3):
        document.undo()
    assert bench.value() == 10
    assert [field.text() for field in bench.card.fields] == ["Tariffs first"]


def test_that_nothing_to_keep_is_said_and_the_button_is_off(bench: Bench) -> None:
    assert not bench.card.save.isEnabled()
    assert "nothing to keep" in bench.card.fault.text()
    bench.keep("name")
    assert bench.names == []
    bench.document.apply(SetLever(TARIFF, Setting(20)))
    assert bench.card.save.isEnabled()
    assert not bench.card.fault.isVisible()


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "a name"), ("\u200b", "a name"), ("  tariffs ", "this name")],
    ids=["empty", "unseen", "taken"],
)
def test_that_a_name_that_can_be_none_is_answered_in_words(
    bench: Bench, name: str, said: str
) -> None:
    bench.document.apply(ApplyPackage(Package("Tariffs", Policy({TARIFF: Setting(20)}))))
    bench.document.apply(SetLever(TARIFF, Setting(10)))
    bench.keep(name)
    assert bench.names == ["Tariffs"]
    assert said in bench.card.fault.text()
    assert bench.card.fault.isVisible()


def test_that_an_example_is_taken_in_as_a_package_and_holds(bench: Bench) -> None:
    action = bench.card.example_menu.actions()[0]
    action.trigger()
    assert bench.names == [action.text()]
    preset = next(
        one for one in bench.document.model.presets.values() if one.name.text("en") == action.text()
    )
    assert bench.document.scenario.combined == preset.policy
    assert preset.policy.settings


def test_that_the_package_that_holds_before_the_others_stands_first(bench: Bench) -> None:
    for name in ("first", "second"):
        bench.document.apply(ApplyPackage(Package(name, Policy({TARIFF: Setting(20)}))))
    assert [field.text() for field in bench.card.fields] == ["second", "first"]


def test_that_escape_leaves_a_half_typed_name_alone(bench: Bench) -> None:
    bench.document.apply(ApplyPackage(Package("first", Policy({TARIFF: Setting(20)}))))
    field = bench.card.fields[0]
    field.setText("half")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert bench.names == ["first"]


def test_that_packages_are_switched_and_ordered_by_keys_which_go_on_where_they_were(
    bench: Bench,
) -> None:
    for name, value in (("first", 20), ("second", 30)):
        bench.document.apply(ApplyPackage(Package(name, Policy({TARIFF: Setting(value)}))))
    bench.card.controls["lower", "second"].setFocus()
    QTest.keyClick(bench.card.controls["lower", "second"], Qt.Key.Key_Space)
    assert (bench.names, bench.value()) == (["second", "first"], 20)
    assert bench.told() == "Put package “second” lower"
    # There is no lower place; the opposite is at hand.
    assert bench.card.focusWidget() is bench.card.controls["raise", "second"]
    QTest.keyClick(bench.card.controls["raise", "second"], Qt.Key.Key_Space)
    assert (bench.value(), bench.told("es")) == (30, "Subir el paquete «second»")
    bench.card.controls["switch", "second"].setFocus()
    QTest.keyClick(bench.card.controls["switch", "second"], Qt.Key.Key_Space)
    assert (bench.value(), bench.told()) == (20, "Switch off package “second”")
    switch = bench.card.controls["switch", "second"]
    assert bench.card.focusWidget() is switch
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert (bench.value(), bench.told("es")) == (30, "Encender el paquete «second»")

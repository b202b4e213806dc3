"""Pins are kept by letter, follow names, and one that is damaged takes no other with it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db.file.integrity_report import Damage, Part, check_store
from db.library import Library
from desktop.domain.lever import Setting
from desktop.domain.pin import LETTERS, Pin, PinSource, bare, free_letter
from desktop.domain.policy import Policy
from desktop.domain.scenario import NAME_LIMIT, Package
from tests.db.hostile_cells import BANDS
from tests.db.samples import sample
from tests.every_field import FULL

PLAN = replace(
    bare(sample("Plan")), packages=(Package("p", Policy({"a": Setting(1.0)}), on=False),)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos-library"


def test_that_pins_come_back_by_letter_with_their_bands_until_they_are_taken_off(
    path: Path,
) -> None:
    one = Pin("B", PLAN, PinSource.VERSION, 7, "Antes", "2026-11-29T10:00:00+00:00")
    two = Pin("A", PLAN, PinSource.STEP)
    with Library.open(path) as store:
        store.pins.put(one, BANDS)
        store.pins.put(two, None)
    with Library.open(path) as store:
        (first, none), (second, bands) = store.pins.listed()
        assert (first, none, second) == (two, None, one)
        assert bands is not None
        assert (bands.model_digest, bands.months) == (BANDS.model_digest, BANDS.months)
        store.pins.put(replace(one, version="Otra"), None)
        assert [pin.version for pin, _ in store.pins.listed()] == ["", "Otra"]
        store.pins.take_off(("A", "D"))
        assert [pin.letter for pin, _ in store.pins.listed()] == ["B"]


def test_that_a_pin_follows_the_name_of_its_scenario_and_outlives_it(path: Path) -> None:
    with Library.open(path) as store:
        number = store.scenarios.create(sample("Plan"))
        store.pins.put(Pin("A", PLAN, PinSource.SAVED, number), None)
        store.scenarios.rename(number, "Plan de Sonora")
        assert store.pins.listed()[0][0].name == "Plan de Sonora"
        assert store.pins.present((number, 999)) == {number: "Plan de Sonora"}
        store.scenarios.delete(number)
        assert store.pins.present((number,)) == {}
        ((pin, _),) = store.pins.listed()
        assert pin.state.combined == PLAN.combined


@pytest.mark.parametrize("column", ["content", "digest", "letter"])
def test_that_a_damaged_pin_is_left_out_and_named_and_the_other_stays(
    path: Path, column: str
) -> None:
    with Library.open(path) as store:
        for letter in ("A", "B"):
            store.pins.put(Pin(letter, PLAN), BANDS)
    value: object = b"\x00" if column == "content" else "C"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE pin SET {column} = ? WHERE letter = 'A'", (value,))
    with Library.open(path) as store:
        assert [pin.letter for pin, _ in store.pins.listed()] == ["B"]
        store.pins.put(Pin("A", PLAN), None)
        assert [pin.letter for pin, _ in store.pins.listed()] == ["A", "B"]
    if column == "letter":
        assert check_store(path).damaged == (Damage(Part.PIN, 0, "C"),)


def test_that_bands_that_cannot_be_read_leave_the_pin(path: Path) -> None:
    with Library.open(path) as store:
        store.pins.put(Pin("A", PLAN), BANDS)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE pin SET bands = x'00'")
    with Library.open(path) as store:
        assert store.pins.listed() == ((Pin("A", PLAN), None),)


def test_that_a_pin_keeps_what_is_run_and_nothing_that_people_wrote() -> None:
    kept = bare(replace(FULL, name="n" * NAME_LIMIT))
    assert kept.request == FULL.request
    assert kept.packages == FULL.packages
    assert (kept.notes, kept.tags, kept.predictions, kept.folder) == ("", (), (), "")


def test_that_letters_are_given_in_order_and_the_fifth_is_none() -> None:
    pins = [Pin(letter, PLAN) for letter in LETTERS]
    assert free_letter(()) == "A"
    assert free_letter((pins[0], pins[2])) == "B"
    assert free_letter(tuple(pins)) is None

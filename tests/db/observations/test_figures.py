"""Figures that people add to measured series, as a library keeps them."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import (
    LockedLibraryError,
    ObservationAddedError,
    ObservationNotFoundError,
    ObservationNotStorableError,
    ReplacedLibraryError,
)
from db.file.integrity_report import Part, check_store
from db.library import Library
from desktop.domain.clock import Month
from desktop.domain.observation import Observation
from tests.examples import examples

JANUARY = Observation(
    "usbp_sw_apprehensions",
    Month(2024, 1),
    124.22,
    "CBP, Southwest Land Border Encounters",
    date(2024, 2, 13),
)
FEBRUARY = replace(JANUARY, month=Month(2024, 2), value=140.638)
REMITTANCES = replace(JANUARY, series="mx_remittances_usd", value=4.575, source="Banxico, «SE»")


def held(store: Library) -> list[Observation | None]:
    return [kept.observation for kept in store.observations.listed()]


def alter(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_that_what_was_added_is_there_after_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    with Library.open(path) as store:
        store.observations.add([FEBRUARY, REMITTANCES, JANUARY])
    with Library.open(path) as store:
        assert held(store) == [REMITTANCES, JANUARY, FEBRUARY]
        assert all(kept.added_at.tzinfo is not None for kept in store.observations.listed())


def test_that_a_month_added_twice_leaves_nothing_of_what_came_with_it(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a.vecinos") as store:
        store.observations.add([FEBRUARY])
        with pytest.raises(ObservationAddedError) as told:
            store.observations.add([REMITTANCES, JANUARY, replace(FEBRUARY, value=1.0)])
        assert told.value.fields == {"month": FEBRUARY.month}
        assert held(store) == [FEBRUARY]


def test_that_a_month_may_come_once_in_each_series(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a.vecinos") as store:
        store.observations.add([JANUARY, REMITTANCES])
        assert len(store.observations.listed()) == 2


def test_that_what_is_withdrawn_is_gone_and_can_be_put_back(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a.vecinos") as store:
        first, second = store.observations.add([JANUARY, FEBRUARY])
        store.observations.withdraw([first, second])
        assert held(store) == []
        store.observations.restore([first])
        assert held(store) == [JANUARY]


def test_that_another_figure_in_its_place_keeps_a_withdrawn_one_away(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a.vecinos") as store:
        first, second = store.observations.add([JANUARY, FEBRUARY])
        store.observations.withdraw([first, second])
        better = replace(FEBRUARY, value=141.0)
        store.observations.add([better])
        with pytest.raises(ObservationAddedError):
            store.observations.restore([first, second])
        assert held(store) == [better]


@pytest.mark.parametrize("deed", ["withdraw", "restore"])
def test_that_nothing_happens_to_figures_that_are_not_there(tmp_path: Path, deed: str) -> None:
    with Library.open(tmp_path / "a.vecinos") as store:
        (added,) = store.observations.add([JANUARY])
        (gone,) = store.observations.add([FEBRUARY])
        store.observations.withdraw([gone])
        wrong = added if deed == "restore" else gone
        for ids in ([gone if deed == "restore" else added, 99], [wrong]):
            with pytest.raises(ObservationNotFoundError):
                getattr(store.observations, deed)(ids)
        assert held(store) == [JANUARY]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE observation SET value = 12.5",
        "UPDATE observation SET month = '2024-13'",
        "UPDATE observation SET month = x'ff'",
        "UPDATE observation SET source = 'CBP'",
        "UPDATE observation SET dated = 'yesterday'",
        "UPDATE observation SET series = 'mx_remittances_usd'",
        "UPDATE observation SET value = 'much'",
    ],
)
def test_that_an_altered_figure_is_not_passed_off_as_the_one_added(
    tmp_path: Path, statement: str
) -> None:
    path = tmp_path / "a.vecinos"
    with Library.open(path) as store:
        store.observations.add([JANUARY])
    alter(path, statement)
    with Library.open(path) as store:
        (kept,) = store.observations.listed()
        assert kept.observation is None
        (damage,) = check_store(path).damaged
        assert (damage.part, damage.id) == (Part.OBSERVATION, kept.id)
        store.observations.withdraw([kept.id])
        assert held(store) == []
        store.observations.restore([kept.id])
        assert store.observations.listed() == (kept,)


def test_that_a_second_program_reads_figures_and_adds_none(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    with Library.open(path) as first:
        first.observations.add([JANUARY])
        with Library.open(path) as second:
            assert held(second) == [JANUARY]
            with pytest.raises(LockedLibraryError):
                second.observations.add([FEBRUARY])
        assert held(first) == [JANUARY]


def test_that_figures_never_land_in_another_library(tmp_path: Path) -> None:
    path, other = tmp_path / "a.vecinos", tmp_path / "b.vecinos"
    Library.open(other).close()
    with Library.open(path) as store:
        path.unlink()
        other.rename(path)
        with pytest.raises(ReplacedLibraryError):
            store.observations.add([JANUARY])


@pytest.mark.parametrize(
    "bad",
    [
        replace(JANUARY, value=float("nan")),
        replace(JANUARY, value=float("inf")),
        replace(JANUARY, source=""),
        replace(JANUARY, source="a" * 301),
        replace(JANUARY, source="two\nlines"),
        replace(JANUARY, source="half \ud800"),
        replace(JANUARY, source="a\0b"),
        replace(JANUARY, series=""),
        replace(JANUARY, month=Month(10000, 1)),
    ],
)
def test_that_what_no_library_could_hold_is_refused_whole(tmp_path: Path, bad: Observation) -> None:
    with Library.open(tmp_path / "a.vecinos") as store:
        with pytest.raises(ObservationNotStorableError):
            store.observations.add([FEBRUARY, bad])
        assert held(store) == []


def test_that_the_chosen_vantage_is_kept_and_can_be_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    with Library.open(path) as store:
        assert store.observations.vantage() is None
        store.observations.set_vantage(Month(2024, 6))
        store.observations.set_vantage(Month(2024, 12))
    with Library.open(path) as store:
        assert store.observations.vantage() == Month(2024, 12)
        store.observations.set_vantage(None)
        assert store.observations.vantage() is None


def test_that_a_library_of_the_first_format_holds_no_figures(tmp_path: Path) -> None:
    legacy = min((Path(__file__).parents[1] / "legacy").glob("*"))
    path = tmp_path / "old.vecinos"
    path.write_bytes(legacy.read_bytes())
    with Library.open(path) as store:
        assert store.observations.listed() == ()
        store.observations.add([JANUARY])
        assert held(store) == [JANUARY]


printable = st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" ")
sources = st.text(printable, min_size=1, max_size=60).filter(str.isprintable)
figures = st.builds(
    Observation,
    st.sampled_from(("usbp_sw_apprehensions", "mx_remittances_usd")),
    st.builds(Month, st.integers(0, 9999), st.integers(1, 12)),
    st.floats(allow_nan=False, allow_infinity=False),
    sources,
    st.dates(),
)


@examples(60)
@given(st.lists(figures, unique_by=lambda one: (one.series, one.month), max_size=5))
@pytest.mark.slow
def test_that_any_figures_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[Observation]
) -> None:
    with Library.open(tmp_path_factory.mktemp("store") / "a.vecinos") as store:
        store.observations.add(wanted)
        assert held(store) == sorted(wanted, key=lambda one: (one.series, str(one.month)))

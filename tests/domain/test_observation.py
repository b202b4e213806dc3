"""What a library says about where the projection starts."""

from datetime import UTC, date, datetime

from desktop.domain.clock import Clock, Month, MovedClock
from desktop.domain.observation import KeptObservation, LibraryDataState, Observation

OWN = Clock(Month(2023, 12), Month(2036, 12))
MOVED = MovedClock(Month(2024, 3), Month(2036, 12), Month(2023, 12))


def figure(month: Month) -> Observation:
    return Observation("a_series", month, 1.0, "x", date(2026, 1, 1))


FIGURES = tuple(figure(Month(2024, 1).plus(step)) for step in range(6))


def test_that_a_library_says_nothing_by_a_figure_that_is_not_as_it_was_kept() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    kept = (KeptObservation(1, FIGURES[0], at), KeptObservation(2, None, at))
    assert LibraryDataState.of(kept, Month(2024, 1)) == LibraryDataState(
        FIGURES[:1], Month(2024, 1)
    )


def test_that_only_months_up_to_the_newest_figure_can_be_started_from() -> None:
    stand = LibraryDataState(FIGURES)
    assert stand.months(OWN) == tuple(one.month for one in FIGURES)
    assert stand.months(MOVED) == stand.months(OWN)
    assert LibraryDataState().months(OWN) == ()


def test_that_a_year_is_left_to_project() -> None:
    assert LibraryDataState((figure(Month(2036, 12)),)).months(OWN)[-1] == Month(2035, 12)


def test_that_a_month_without_figures_is_not_started_from() -> None:
    assert LibraryDataState(FIGURES, Month(2024, 3)).vantage(OWN) == Month(2024, 3)
    assert LibraryDataState(FIGURES, Month(2024, 7)).vantage(OWN) is None
    assert LibraryDataState(FIGURES, Month(2023, 12)).vantage(OWN) is None
    assert LibraryDataState((), Month(2024, 3)).vantage(OWN) is None
    assert LibraryDataState(FIGURES).vantage(OWN) is None


def test_that_only_what_came_up_to_the_vantage_counts() -> None:
    assert LibraryDataState(FIGURES).counting(OWN) == LibraryDataState()
    assert LibraryDataState(FIGURES, Month(2024, 3)).counting(OWN) == LibraryDataState(
        FIGURES[:3], Month(2024, 3)
    )
    assert LibraryDataState(FIGURES[:3], Month(2024, 3)).counting(MOVED) == LibraryDataState(
        FIGURES, Month(2024, 3)
    ).counting(OWN)

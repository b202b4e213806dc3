"""Plain data of records, whatever their classes declare."""

from dataclasses import dataclass, field

import pytest

from db.scenarios.serialization import ContentError, content, record_of
from desktop.domain import kinds
from desktop.domain.fields import kept


@dataclass(frozen=True)
class Place:
    name: str = field(metadata=kept(kinds.Text()))
    size: float = field(default=1.0, metadata=kept(kinds.Number()))
    limit: float | None = field(default=None, metadata=kept(kinds.Number()))
    open: bool = field(default=True, metadata=kept(kinds.Switch(), since=2))


@dataclass(frozen=True)
class Route:
    places: tuple[Place, ...] = field(default=(), metadata=kept(kinds.Several(kinds.Row(Place))))


@pytest.mark.parametrize(
    ("place", "row"),
    [
        (Place("a"), ["a"]),
        (Place("a", 2.0), ["a", 2.0]),
        (Place("a", limit=3.0), ["a", 1.0, 3.0]),
        (Place("a", open=False), ["a", 1.0, None, False]),
    ],
)
def test_that_a_row_has_every_field_up_to_the_last_that_says_something(
    place: Place, row: list[object]
) -> None:
    route = Route((place,))
    assert content(route) == {"places": [row]}
    assert record_of(Route, {"places": [row]}) == route


@pytest.mark.parametrize("row", [[], [None], ["a", None], ["a", 1.0, None, None]])
def test_that_nothing_stands_only_for_what_may_be_nothing(row: list[object]) -> None:
    with pytest.raises(ContentError):
        record_of(Route, {"places": [row]})


def test_that_a_row_of_an_older_format_is_as_long_as_that_format_had_it() -> None:
    plain = {"places": [["a", 1.0, 2.0, True]]}
    assert record_of(Route, plain, 2) == Route((Place("a", 1.0, 2.0),))
    with pytest.raises(ContentError):
        record_of(Route, plain, 1)

"""Each link of the evidence alone in the built model: sign, size, delay, what takes it away."""

from collections.abc import Iterator
from functools import cache

import pytest

from desktop.domain.model.model import Link
from tests.model_checks.rows import Predicate, Row, failures, is_caught, rows
from tests.model_checks.runs import shipped

ROWS = {row.name: row for row in rows()}
EVERY = 12
"""One mutant in so many is tried in the quick suite."""


def predicates() -> Iterator[tuple[str, Predicate]]:
    for row in rows():
        for predicate in row.predicates:
            yield row.name, predicate


PREDICATES = tuple(predicates())


@cache
def found(name: str) -> dict[Predicate, str]:
    return failures(ROWS[name])


@pytest.mark.parametrize(("name", "predicate"), PREDICATES)
def test_that_a_link_alone_is_as_its_row_says(name: str, predicate: Predicate) -> None:
    assert found(name).get(predicate) is None


@pytest.mark.mutant
@pytest.mark.parametrize(
    ("name", "predicate"),
    [
        pytest.param(*each, marks=() if place % EVERY == 0 else pytest.mark.long)
        for place, each in enumerate(PREDICATES)
    ],
)
def test_that_one_thing_wrong_with_a_link_is_noticed(name: str, predicate: Predicate) -> None:
    assert is_caught(ROWS[name], predicate)


def own_rows(link: Link) -> list[Row]:
    """Return the rows in which the link's own cause moves its own effect."""
    causes = {link.cause, f"{link.cause}_in_force"}
    return [
        row
        for row in rows()
        if row.link == link.number
        and (row.stands_for or row.source) in causes
        and row.effect == link.effect
    ]


def test_that_every_link_that_is_carried_has_a_row() -> None:
    carried = {number for number, link in shipped().links.items() if not link.refinement}
    assert {row.link for row in rows()} == carried
    assert {20, 21, 46, 72, 101, *range(104, 110)} <= carried


def test_that_a_row_moves_the_cause_and_the_effect_of_its_link() -> None:
    carried = [link for link in shipped().links.values() if not link.refinement]
    assert [link.number for link in carried if not own_rows(link)] == []


def test_that_the_sign_of_a_row_is_that_of_its_link() -> None:
    for link in shipped().links.values():
        signs = {
            "+" if row.expects * row.isolation.push > 0 else "-"
            for row in own_rows(link)
            if row.expects != 0.0 and row.source
        }
        assert signs <= {"+", "-"} if link.sign == "±" else signs <= {link.sign}, link.number


def test_that_a_row_says_what_its_link_says() -> None:
    for row in rows():
        link = shipped().links[row.link]
        for quote in row.quotes:
            said = f"{link.size.en}\n{link.delay.en}".replace("\N{NO-BREAK SPACE}", " ")
            assert quote in said, f"{row.name}: {quote}"
    for number in {row.link for row in rows()}:
        assert any(row.quotes for row in rows() if row.link == number), number


def test_that_a_row_says_why_something_is_not_checked() -> None:
    for row in rows():
        whole = {"sign", "size", "delay", "removed"} <= set(row.predicates)
        assert whole or row.predicates == ("nothing",) or row.why, row.name
    for number in {row.link for row in rows()}:
        together = {each for row in rows() if row.link == number for each in row.predicates}
        assert {"sign", "size"} <= together, number

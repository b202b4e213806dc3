"""The rows of the evidence are all there, and every one says what would change it."""

import pytest

from tests.model_checks.runs import shipped

REFINEMENTS = frozenset({2, 5, 6, 11, 22, 30, 45, 47, 55, 59, 61, 79, 95, 99, 100})
"""Rows kept as documentation. Row 98 is a refinement of the evidence too, but the framework has no
other arrow, so that its levels are carried and only its multiplier is not."""
PROMOTED = frozenset({20, 21, 46, 72})
CORE = frozenset(range(1, 101)) - REFINEMENTS
MISSING: frozenset[int] = frozenset()
"""Rows that the model still owes; empty."""


def test_that_every_row_of_the_evidence_is_there() -> None:
    assert frozenset(range(1, 101)) - shipped().links.keys() == MISSING
    assert len(CORE - PROMOTED - {98}) == 80


@pytest.mark.parametrize("number", sorted(CORE - MISSING))
def test_that_a_core_row_is_carried_by_parameters(number: int) -> None:
    link = shipped().links[number]
    assert not link.refinement
    assert link.parameters
    assert link.cause
    assert link.effect


@pytest.mark.parametrize("number", sorted(REFINEMENTS))
def test_that_a_refinement_stands_without_parameters_and_says_why(number: int) -> None:
    link = shipped().links[number]
    assert link.refinement
    assert not link.parameters
    assert link.why is not None
    assert bool(link.cause) != (link.cause_name is not None)
    assert bool(link.effect) != (link.effect_name is not None)
    for carriers in (shipped().parameters, shipped().auxiliaries, shipped().stocks):
        assert all(number not in known.evidence.links for known in carriers.values())


def test_that_only_those_rows_are_refinements() -> None:
    found = {number for number, link in shipped().links.items() if link.refinement}
    assert found == REFINEMENTS


@pytest.mark.parametrize("kind", ["levers", "indicators", "links"])
def test_that_each_says_in_both_languages_what_would_change_our_mind(kind: str) -> None:
    for thing in getattr(shipped(), kind).values():
        wording = thing.change_my_mind
        assert wording is not None, thing
        assert wording.en.endswith(".")
        assert wording.es.endswith(".")
        assert wording.en != wording.es


def test_that_no_two_levers_share_what_would_change_our_mind() -> None:
    for kind in (shipped().levers, shipped().indicators):
        texts = [str(thing.change_my_mind) for thing in kind.values()]
        assert len(set(texts)) == len(texts)

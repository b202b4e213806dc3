"""Names of one's own for levers: with the scenario, undone, beside the model's, and no others."""

import pytest

from desktop.document.document import Document
from desktop.document.own_names import NameLever, named
from desktop.domain.errors import BadOwnNameError, UnknownLeverError
from desktop.domain.scenario import OWN_NAME_LIMIT, LeverName, Scenario
from tests.views.levers.thirty import thirty_levers

LEVER, OTHER = "legal_pathways", "us_tariff_on_mexico"


@pytest.fixture
def document() -> Document:
    return Document(thirty_levers(), Scenario("Test"))


def test_that_a_lever_goes_by_its_own_name_with_the_models_behind_it(document: Document) -> None:
    base = document.model
    changes = document.apply(NameLever(LeverName(LEVER, "Visas", "Visas nuevas")))
    lever = document.model.levers[LEVER]
    assert lever.name.en == f"Visas ({base.levers[LEVER].name.en})"
    assert lever.name.es == f"Visas nuevas ({base.levers[LEVER].name.es})"
    assert lever.short.en == "Visas"
    assert document.model.levers[OTHER] is base.levers[OTHER]
    assert changes.lever_names
    assert not changes.needs_projection
    document.undo()
    assert document.model is base
    document.redo()
    assert document.model.levers[LEVER].short.en == "Visas"
    document.apply(NameLever(LeverName(LEVER)))
    assert document.model is base
    assert document.scenario.lever_names == ()


def test_that_a_language_without_a_name_has_the_models(document: Document) -> None:
    base = document.model.levers[LEVER]
    document.apply(NameLever(LeverName(LEVER, es="Visas")))
    assert document.model.levers[LEVER].name.en == base.name.en
    assert document.model.levers[LEVER].short.en == base.short.en


def test_that_another_scenario_brings_its_own_names(document: Document) -> None:
    base = document.model
    names = (LeverName(LEVER, "Visas"), LeverName("gone", "X"))
    document.load(Scenario("Other", lever_names=names))
    assert document.model.levers[LEVER].short.en == "Visas"
    document.load(Scenario("Third"))
    assert document.model is base


@pytest.mark.parametrize("name", ["x" * (OWN_NAME_LIMIT + 1), "x" * 10_000, "a\nb", "\u200b", "\0"])
def test_that_a_name_that_is_no_line_is_refused_and_nothing_changes(
    document: Document, name: str
) -> None:
    before = document.scenario
    with pytest.raises(BadOwnNameError):
        document.apply(NameLever(LeverName(LEVER, en=name)))
    with pytest.raises(UnknownLeverError):
        document.apply(NameLever(LeverName("none", "Visas")))
    assert document.scenario is before


def test_that_each_lever_has_one_name_whatever_the_order_in_which_they_are_given() -> None:
    model = thirty_levers()
    one, two = Scenario("A"), Scenario("A")
    for lever in (LEVER, OTHER):
        one = NameLever(LeverName(lever, "Name")).apply(one, model)
    for lever in (OTHER, LEVER, OTHER):
        two = NameLever(LeverName(lever, "Name")).apply(two, model)
    assert one == two
    assert named(model, Scenario("A")) is model

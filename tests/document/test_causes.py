"""What is known of the elements of the model."""

import pytest

from desktop.document.causes import Kind, ModelGraph, Part, element_name, in_words, runs_in_words
from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError, RunFailedError, ValueOutOfRangeError
from desktop.domain.indicator import Country
from desktop.domain.model.model import Model
from desktop.modelfiles.read import read_model


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model()


@pytest.fixture(scope="module")
def causes(model: Model) -> ModelGraph:
    return ModelGraph(model)


def test_that_inputs_and_what_they_act_on_mirror_each_other(
    model: Model, causes: ModelGraph
) -> None:
    elements = [*model.auxiliaries, *model.stocks]
    for element in elements:
        for used in causes.of(element).inputs:
            assert used == element or element in causes.of(used).feeds
    for element in (*elements, *model.parameters, *model.noises, *model.channels):
        for fed in causes.of(element).feeds:
            assert element in causes.of(fed).inputs


def test_that_every_lever_acts_on_something_and_is_found_by_its_own_id(
    model: Model, causes: ModelGraph
) -> None:
    for lever in model.levers:
        element = causes.element_of(lever)
        assert element is not None
        cause = causes.of(element)
        assert cause.kind is Kind.FORCE
        assert cause.feeds
        assert element_name(model, element) == model.levers[lever].name


def test_that_a_stock_tells_its_start_and_its_flows(causes: ModelGraph, model: Model) -> None:
    for stock in model.stocks.values():
        parts = [part for part, _ in causes.of(stock.id).equations]
        assert parts[-1] is Part.START
        yearly = stock.change is not None and stock.change_unit.endswith("/year")
        assert (Part.YEARLY_CHANGE in parts) == yearly
        assert (Part.INFLOW in parts) == (stock.inflow is not None)


def test_that_every_element_but_pulses_and_channels_has_a_name(
    model: Model, causes: ModelGraph
) -> None:
    for element in (*model.auxiliaries, *model.stocks, *model.parameters, *model.noises):
        assert causes.name_of(element) is not None
    assert causes.votes_of("us_election_pulse") is Country.US
    assert causes.votes_of("mx_election_pulse") is Country.MX


def test_that_sources_of_links_are_among_those_of_the_element(
    model: Model, causes: ModelGraph
) -> None:
    for indicator in model.indicators.values():
        cause = causes.of(indicator.variable)
        named = {source.id for source in cause.sources}
        assert all(set(link.sources) <= named for link in cause.links)


def test_that_a_failed_run_bears_the_name_of_its_variable_where_there_is_one(
    model: Model,
) -> None:
    failure = RunFailedError(variable="homicide_rate", month=Month(2026, 3))
    named = in_words(failure, model)
    assert named.fields["variable"] == model.auxiliaries["homicide_rate"].evidence.name
    nameless = RunFailedError(variable="pressure_shock", month=Month(2026, 3))
    assert in_words(nameless, model) is nameless
    other = BadMonthError(text="x")
    assert in_words(other, model) is other
    with pytest.raises(RunFailedError) as caught, runs_in_words(model):
        raise failure
    assert caught.value.fields == named.fields


def test_that_a_refused_setting_bears_the_name_of_its_lever(model: Model) -> None:
    lever = next(iter(model.levers.values()))
    with pytest.raises(ValueOutOfRangeError) as caught:
        lever.check(lever.high + 1)
    named = in_words(caught.value, model)
    assert named.fields == {**caught.value.fields, "lever": lever.name}

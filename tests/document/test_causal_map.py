"""The causal map: two steps each way, the strongest first, and the loops that carry something."""

from collections.abc import Mapping
from itertools import pairwise

import pytest

from desktop.document.causal_map import (
    LONGEST_LOOP,
    MOST_BESIDE,
    STEPS,
    CausalMap,
    Way,
    causal_map,
)
from desktop.document.causes import ModelGraph
from tests.engine.small_models import certain, lever, model, stock
from tests.views.desks import compiled

MANY = tuple(f"cause_{n:02d}" for n in range(10))
SMALL = ModelGraph(
    model(
        {
            "constant": "2 * half",
            "before": "first_in_force + constant",
            "seen": "before + half * felt - calmed",
            "felt": "2 * seen_late",
            "calmed": "0.5 * felt",
            "after": "felt + calmed",
            "beyond": "after",
            "far": "beyond",
            "crowded": " + ".join(MANY),
            **dict.fromkeys(MANY, "before"),
        },
        parameters=(certain("half", 0.5),),
        stocks=(stock("seen_late", "1", "seen - seen_late"),),
        levers=(lever("first"),),
    )
)
LINKS = {
    ("before", "seen"): 1.0,
    ("felt", "seen"): 0.5,
    ("calmed", "seen"): -0.2,
    ("seen", "seen_late"): 1.0,
    ("seen_late", "felt"): 1.0,
    ("felt", "calmed"): 1.0,
    ("felt", "after"): 0.7,
    ("first_in_force", "before"): 0.9,
    **{(name, "crowded"): 0.1 + 0.01 * place for place, name in enumerate(MANY)},
}


def into(effect: str) -> Mapping[str, float]:
    return {cause: size for (cause, to), size in LINKS.items() if to == effect}


def columns(drawn: CausalMap) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for node in sorted(drawn.nodes, key=lambda one: (one.column, one.row)):
        found.setdefault(node.column, []).append(node.element)
    return found


def test_that_what_acts_stands_left_and_what_is_acted_on_right_two_steps_at_most() -> None:
    assert columns(causal_map(SMALL, "seen", into)) == {
        -2: ["first_in_force"],
        -1: ["before", "felt", "calmed"],
        0: ["seen"],
        1: ["seen_late"],
    }
    assert columns(causal_map(SMALL, "after", into)) == {
        -2: ["seen_late"],
        -1: ["felt", "calmed"],
        0: ["after"],
        1: ["beyond"],
        2: ["far"],
    }


def test_that_numbers_of_the_model_are_none_of_its_elements_that_act() -> None:
    assert SMALL.is_number("constant")
    assert SMALL.is_number("half")
    assert not SMALL.is_number("first_in_force")
    assert SMALL.acting_on("before") == ("first_in_force",)
    assert SMALL.acting_on("constant") == ()


def test_that_a_loop_without_a_stock_of_its_own_is_no_number() -> None:
    loop = ModelGraph(
        model(
            {"late": "smooth(follows, 3, 1)", "follows": "half * late"},
            parameters=(certain("half", 0.5),),
        )
    )
    assert not loop.is_number("follows")
    assert loop.acting_on("late") == ("follows",)


def test_that_loops_are_named_from_the_subject_with_the_sign_of_one_round() -> None:
    loops = causal_map(SMALL, "seen", into).loops
    assert [one.elements for one in loops] == [
        ("seen", "seen_late", "felt"),
        ("seen", "seen_late", "felt", "calmed"),
    ]
    assert [one.gain for one in loops] == pytest.approx([0.5, -0.2])
    assert [one.reinforcing for one in loops] == [True, False]
    drawn = causal_map(SMALL, "seen", into)
    lit = {(one.cause, one.effect) for one in drawn.links if drawn.loops[0].has(one)}
    assert lit == {("seen", "seen_late"), ("seen_late", "felt"), ("felt", "seen")}


def test_that_of_many_the_strongest_are_shown_and_the_rest_is_counted() -> None:
    drawn = causal_map(SMALL, "crowded", into)
    assert columns(drawn)[-1] == list(reversed(MANY))[:MOST_BESIDE]
    (more,) = drawn.more
    assert (more.way, set(more.elements)) == (Way.INPUTS, set(MANY[: 10 - MOST_BESIDE]))
    whole = causal_map(SMALL, "crowded", into, {Way.INPUTS})
    assert columns(whole)[-1] == list(reversed(MANY))
    assert whole.more == ()


def test_that_an_element_at_the_edge_has_one_side_only_and_a_stranger_is_refused() -> None:
    assert min(columns(causal_map(SMALL, "first_in_force", into))) == 0
    assert max(columns(causal_map(SMALL, "far", into))) == 0
    with pytest.raises(KeyError):
        causal_map(SMALL, "nobody", into)


def test_that_every_element_of_the_model_that_ships_has_a_map_and_always_the_same() -> None:
    graph, shipped = ModelGraph(compiled().model), compiled().model

    def alike(effect: str) -> Mapping[str, float]:
        return dict.fromkeys(graph.acting_on(effect), 0.5)

    for subject in (*shipped.auxiliaries, *shipped.stocks, *shipped.noises, *shipped.parameters):
        drawn = causal_map(graph, subject, alike)
        shown = [node.element for node in drawn.nodes]
        assert shown[0] == subject
        assert len(shown) == len(set(shown))
        assert all(abs(node.column) <= STEPS for node in drawn.nodes)
        for loop in drawn.loops:
            assert len(loop.elements) <= LONGEST_LOOP
            ways = pairwise((*loop.elements, subject))
            assert all(cause in graph.acting_on(effect) for cause, effect in ways)
    assert causal_map(graph, "homicide_push", alike) == causal_map(graph, "homicide_push", alike)

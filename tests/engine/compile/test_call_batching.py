"""Packing moves values about and changes none."""

from collections.abc import Callable

import numpy as np
import pytest

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.engine.compile import call_batching as packing
from desktop.engine.compile.call_batching import Batch, Gather, Packing, Row, Space, pack
from desktop.engine.compile.compiler import compile_model
from desktop.engine.compile.schedule import Block
from desktop.engine.ensemble.draws import draw
from desktop.engine.run.loop import Loop
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model
from tests.engine.runs import policy
from tests.engine.small_models import rivals

ODD = EnsembleChoice(members=37)


def blocks(model: Model) -> list[Block]:
    """Return the blocks that step states, with all variables wanted."""
    compiled = compile_model(model)
    return [b for b in compiled.program(compiled.variables).schedule.blocks if b.states]


def follow(packed: Packing, block: Block) -> dict[Row, int]:
    """Walk through a month and return what stands where, each operand checked on the way."""
    place = {s.node.index: Row(Space.NUMBERS, row) for row, s in enumerate(packed.states)}
    stands = {row: index for index, row in place.items()}
    moving = {*place, *(node.index for node in block.inside)}
    for call in packed.calls:
        if isinstance(call, Gather):
            for target, row in enumerate(call.rows):
                stands[Row(Space.GATHERED, target)] = stands[Row(Space.NUMBERS, row)]
            continue
        for number, node in enumerate(call.nodes):
            uses = [use.index for use in node.uses]
            found = [
                stands[slot.ahead(number)] if isinstance(slot, Row) else slot[number].index
                for slot in call.slots
            ]
            assert found == uses or (node.kind in packing.COMMUTING and found == uses[::-1])
            for slot, index in zip(call.slots, found, strict=True):
                assert isinstance(slot, Row) == (index in moving)
        for number, node in enumerate(call.nodes):
            stands[call.out.ahead(number)] = node.index
    return stands


@pytest.mark.parametrize("make", [rivals, read_model])
def test_that_every_operand_stands_where_it_is_read(make: Callable[[], Model]) -> None:
    for block in blocks(make()):
        lasting = frozenset(node.index for node in block.inside[::3])
        packed = pack(block.inside, block.state_groups, lasting)
        stands = follow(packed, block)
        done = [n.index for call in packed.calls if isinstance(call, Batch) for n in call.nodes]
        assert sorted(done) == sorted(node.index for node in block.inside)
        movers = {mover.index for state in block.states for mover in state.movers}
        for index in (lasting | movers) & set(done):
            assert stands[packed.row[index]] == index
        for row, state in enumerate(packed.states):
            assert stands[Row(Space.NUMBERS, row)] == state.node.index
        assert all(row.place < packed.size[row.space] for row in stands)


def test_that_states_stay_in_their_groups() -> None:
    for block in blocks(read_model()):
        ordered = block.state_groups
        packed = pack(block.inside, ordered, frozenset())
        relaxing = len(ordered[0])
        assert {s.id for s in packed.states[:relaxing]} == {s.id for s in ordered[0]}
        assert len(packed.states) == len(block.states)


def test_that_a_month_of_the_whole_model_takes_a_third_fewer_calls_than_operations() -> None:
    block = max(blocks(read_model()), key=lambda block: len(block.inside))
    packed = pack(block.inside, block.state_groups, frozenset())
    assert len(packed.calls) < len(block.inside) * 2 / 3


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("make", [rivals, read_model])
def test_that_every_packing_gives_the_same_bits(
    make: Callable[[], Model], dtype: type[np.floating], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = make()
    moved = {lever.id: Setting(lever.high) for lever in model.levers.values()}
    draws = draw(model, ODD)
    usual = project(compile_model(model), policy(moved), draws, dtype=dtype).values.tobytes()
    for name, value in (
        ("VIEW", 0),
        ("WHOLE", 0.0),
        ("MANY", 1e9),
        ("GATHER", 1e9),
        ("CALL", 1e9),
    ):
        monkeypatch.setattr(packing, name, value)
        other = project(compile_model(model), policy(moved), draws, dtype=dtype)
        assert other.values.tobytes() == usual


def test_that_operations_on_their_own_give_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    model = read_model()
    moved = {lever.id: Setting(lever.low) for lever in model.levers.values()}
    draws = draw(model, ODD)
    packed = project(compile_model(model), policy(moved), draws, dtype=np.float32)
    kind = packing._Month._kind
    monkeypatch.setattr(
        packing._Month, "_kind", lambda month, node: (*kind(month, node), node.index)
    )
    alone = project(compile_model(model), policy(moved), draws, dtype=np.float32)
    assert alone.values.tobytes() == packed.values.tobytes()


def test_that_a_month_leaves_the_starting_states_alone() -> None:
    compiled = compile_model(rivals())
    draws = compiled.draws(ODD)
    first = project(compiled, policy(), draws)
    program = compiled.program(compiled.drawn)
    with program.prepared(draws, np.dtype(np.float64)) as prepared:
        loops = [part for block in prepared.workspace._blocks for part in block]
        starts = [loop._starts[0].copy() for loop in loops if isinstance(loop, Loop)]
    again = project(compiled, policy(), draws)
    assert len(starts) > 0
    assert all(np.isfinite(start).all() for start in starts)
    assert again.values.tobytes() == first.values.tobytes()

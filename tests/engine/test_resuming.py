"""What is kept from one run to the next changes no bit of the next."""

import random
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.ensemble.draws import draw
from desktop.engine.run import arrays
from desktop.engine.run.loop import Loop
from desktop.engine.run.project import project
from desktop.engine.run.vector_block import VectorBlock
from desktop.modelfiles.read import read_model
from tests.engine.runs import policy
from tests.engine.small_models import rivals

FEW = EnsembleChoice(members=5)
MONTHS_AT_A_TIME = 11


@pytest.fixture(autouse=True)
def _short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrays, "CHUNK", MONTHS_AT_A_TIME * FEW.members * 8)


def wanderings(model: Model, count: int, seed: int) -> Iterator[Policy]:
    """Yield policies of which each differs little from the one before."""
    rng = random.Random(seed)
    settings: dict[str, Setting] = {}
    events: list[PlannedEvent] = []
    for _ in range(count):
        match rng.randrange(5):
            case 0 if settings:
                del settings[rng.choice(list(settings))]
            case 1 if model.events:
                happens = Month(rng.randint(2024, 2036), rng.randint(1, 12))
                events.append(PlannedEvent(rng.choice(list(model.events)), happens))
            case 2 if events:
                events.remove(rng.choice(events))
            case _:
                lever = rng.choice(list(model.levers.values()))
                start = rng.choice([None, Month(rng.randint(2025, 2035), rng.randint(1, 12))])
                value = rng.choice([lever.low, lever.high])
                settings[lever.id] = Setting(value, start, rng.choice([0, 12]))
        yield Policy(dict(settings), tuple(events))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("make", "count"), [(rivals, 25), pytest.param(read_model, 6, marks=pytest.mark.long)]
)
def test_that_a_run_after_others_is_the_run_of_a_fresh_model(
    make: Callable[[], Model], count: int, dtype: type[np.floating]
) -> None:
    model = make()
    used = compile_model(model)
    for place, moved in enumerate(wanderings(model, count, seed=count)):
        ensemble = FEW if place % 7 else EnsembleChoice(members=5, seed=place)
        found = project(used, moved, used.draws(ensemble), dtype=dtype)
        fresh = project(compile_model(model), moved, draw(model, ensemble), dtype=dtype)
        assert found.values.tobytes() == fresh.values.tobytes(), place


def months_stepped(
    compiled: CompiledModel, moved: Policy, monkeypatch: pytest.MonkeyPatch
) -> list[int]:
    """Return the chunks that the loops of a run step through."""
    chunks: list[int] = []
    run = Loop.run

    def counted(loop: Loop, chunk: int) -> None:
        chunks.append(chunk)
        run(loop, chunk)

    with monkeypatch.context() as patched:
        patched.setattr(Loop, "run", counted)
        project(compiled, moved, compiled.draws(FEW))
    return chunks


def test_that_a_run_starts_at_the_first_month_that_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = compile_model(rivals())
    late = Month(2035, 1)
    first = compiled.model.clock.step(late) // MONTHS_AT_A_TIME
    project(compiled, policy({"duty": Setting(5.0, late)}), compiled.draws(FEW))
    stepped = months_stepped(compiled, policy({"duty": Setting(9.0, late)}), monkeypatch)
    assert min(stepped) == first
    assert months_stepped(compiled, policy({"duty": Setting(9.0, late)}), monkeypatch) == []


def test_that_an_event_counts_from_the_month_in_which_it_moves_a_stock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = rivals()
    compiled = compile_model(model)
    step = 2 * MONTHS_AT_A_TIME
    # It shows at the first step of a chunk, so it moves the stock in the chunk before.
    month = str(model.clock.month(step))
    project(compiled, policy(), compiled.draws(FEW))
    stepped = months_stepped(compiled, policy(events=[("quarrel", month)]), monkeypatch)
    assert min(stepped) == 1


def test_that_what_levers_standing_still_decide_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = read_model()
    compiled = compile_model(model)
    dragged, *_ = model.levers.values()
    project(compiled, policy(), compiled.draws(FEW))
    due: list[tuple[int, int]] = []
    find = VectorBlock._due

    def counted(block: VectorBlock, chunk: int) -> list[object]:
        found = find(block, chunk)
        if block._paths:
            due.append((len(found), len(block._calls[chunk])))
        return list(found)

    monkeypatch.setattr(VectorBlock, "_due", counted)
    project(compiled, policy({dragged.id: Setting(dragged.high)}), compiled.draws(FEW))
    filled, all_of_them = (sum(counts) for counts in zip(*due, strict=True))
    assert filled < all_of_them * 3 / 4

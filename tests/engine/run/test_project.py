"""Whole runs: conservation, common members, pruning, precision, and failure by name."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.clock import Clock, Month
from desktop.domain.ensemble import CENTRAL, EnsembleChoice
from desktop.domain.errors import RunFailedError, UnknownIndicatorError
from desktop.domain.lever import Setting
from desktop.domain.model.model import LeverForce
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.compile.graph import following
from desktop.engine.ensemble.draws import draw
from desktop.engine.machine.bytecode import Code
from desktop.engine.machine.feed import Array
from desktop.engine.results.bands import bands
from desktop.engine.run.project import project, variables
from desktop.engine.run.workspace import Workspace
from desktop.modelfiles.read import read_model
from tests.engine.runs import central, policy, run
from tests.engine.small_models import (
    certain,
    indicator,
    lever,
    model,
    parameter,
    rivals,
    stock,
)

MOVED = policy(
    {"duty": Setting(25.0, Month(2025, 2), 3), "spigot": Setting(85.0, last=Month(2030, 6))},
    [("quarrel", "2025-05"), ("quarrel", "2028-01")],
)
RIVALS = compile_model(rivals())
SOME = EnsembleChoice(members=60)
DRAWS = RIVALS.draws(SOME)


def test_that_stocks_change_only_by_their_flows() -> None:
    found = run(RIVALS, STATUS_QUO, SOME)
    moved = np.diff(found["people"], axis=0)
    flows = (found["arrivals"] - found["departures"])[:-1] / 12
    assert found["people"].min() > 0
    assert np.allclose(moved, flows, rtol=0, atol=1e-9)


def test_that_a_yearly_change_moves_a_twelfth_a_month() -> None:
    made = model(stocks=[stock("s", "0", "6", period="year"), stock("m", "0", "6")])
    found = central(made)
    assert found["s"][156] == pytest.approx(78.0)
    assert found["m"][156] == pytest.approx(936.0)


def test_that_bounds_cut_the_flow() -> None:
    found = central(model(stocks=[stock("s", "5", "1 - time / 10", bounds=(4.0, 7.0))]))
    assert found["s"].max() == 7.0
    assert found["s"].min() == 4.0


def test_that_a_bounded_relaxation_is_cut_too() -> None:
    found = central(model(stocks=[stock("s", "5", "(20 - s) / 4", bounds=(0.0, 9.0))]))
    assert found["s"][-1] == 9.0
    assert found["s"][1] == pytest.approx(5 + 15 / 4)


def test_that_a_smooth_follows_by_its_time_constant() -> None:
    found = central(model({"y": "smooth(10, 4, 2)", "z": "smooth3(10, 12, 2)"}))
    assert found["y"][:3].tolist() == pytest.approx([2, 4, 5.5])
    a = b = c = 2.0
    for value in found["z"]:
        assert value == pytest.approx(c)
        a, b, c = a + (10 - a) / 4, b + (a - b) / 4, c + (b - c) / 4


def test_that_no_stage_of_a_smooth_is_shorter_than_a_month() -> None:
    found = central(model({"y": "smooth(10, 0.2, 2)", "z": "smooth3(10, 1, 2)"}))
    assert found["y"][:3].tolist() == [2, 10, 10]
    assert found["z"][:5].tolist() == [2, 2, 2, 10, 10]


@given(st.lists(st.floats(-5, 5), min_size=3, max_size=3), st.floats(1, 40))
@settings(max_examples=25)
def test_that_a_smooth_conserves_what_runs_through_it(k: list[float], tau: float) -> None:
    """τ × the change of the smooth is what went in less what came out."""
    inflow = "a * time / 156 + b * (1 if time > 30 else 0) + c"
    made = model(
        {"x": inflow, "y": f"smooth(x, {tau!r}, c)"},
        parameters=[certain(name, value) for name, value in zip("abc", k, strict=True)],
    )
    found = central(made)
    stored = tau * (found["y"][-1] - found["y"][0])
    assert stored == pytest.approx((found["x"][:-1] - found["y"][:-1]).sum(), abs=1e-7)


def test_that_two_speeds_depend_on_the_side_the_target_lies() -> None:
    made = model(
        {"x": "10 if time < 5 else 0"}, stocks=[stock("s", "2", "(x - s) / (8 if x > s else 2)")]
    )
    s = central(made)["s"]
    assert s[1] - s[0] == pytest.approx(1.0)
    assert s[6] - s[5] == pytest.approx(-s[5] / 2)


def test_that_a_time_constant_may_move_in_a_declared_stock() -> None:
    made = model(
        {"slow": "4 + a / 100"},
        stocks=[stock("s", "0", "(8 - s) / slow"), stock("a", "100", "-s")],
    )
    s = central(made)["s"]
    assert s[1] == pytest.approx(8 / 5)


def test_that_policies_share_their_members() -> None:
    here = run(RIVALS, STATUS_QUO, SOME)
    there = run(RIVALS, MOVED, SOME)
    assert (here["weather"] == there["weather"]).all()
    assert (here["pressure"][0] == there["pressure"][0]).all()
    assert (here["drift"] == there["drift"]).all()
    assert (here["pressure"][100] != there["pressure"][100]).any()


def test_that_nothing_differs_before_a_policy_starts() -> None:
    here, there = run(RIVALS, STATUS_QUO, SOME), run(RIVALS, MOVED, SOME)
    late = policy({"duty": Setting(25.0, Month(2026, 1))})
    later = run(RIVALS, late, SOME)
    first = RIVALS.model.clock.step(Month(2026, 1))
    for name, values in later.items():
        assert (values[:first] == here[name][:first]).all()
    assert (later["duty_in_force"][first] > here["duty_in_force"][first]).all()
    assert (there["spigot_in_force"][1] > here["spigot_in_force"][1]).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_the_same_request_gives_the_same_bits(dtype: type[np.floating]) -> None:
    one = project(RIVALS, MOVED, DRAWS, dtype=dtype)
    project(RIVALS, STATUS_QUO, RIVALS.draws(EnsembleChoice(members=60, seed=1)), dtype=dtype)
    again = project(RIVALS, MOVED, DRAWS, dtype=dtype)
    fresh = project(compile_model(rivals()), MOVED, DRAWS, dtype=dtype)
    assert one.values.tobytes() == again.values.tobytes() == fresh.values.tobytes()
    assert one.values.dtype == dtype


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_an_indicator_asked_for_alone_has_the_same_bits_as_among_all(
    dtype: type[np.floating],
) -> None:
    full = project(RIVALS, MOVED, DRAWS, dtype=dtype)
    for name in full.indicators:
        alone = project(RIVALS, MOVED, DRAWS, dtype=dtype, indicators=[name])
        assert alone.of(name).tobytes() == full.of(name).tobytes()


def test_that_a_moving_run_leaves_out_what_only_other_lines_need() -> None:
    stages = RIVALS.program(RIVALS.drawn)._stages
    whole = stages.members.even.tolist()
    for line in range(len(RIVALS.drawn)):
        alone = stages.moving([line])[0].even.tolist()
        assert len(alone) < len(whole)
        assert alone[-1] == whole[-1]
    code, read = stages.moving(range(len(RIVALS.drawn)))
    assert code.even.tolist() == whole
    assert read.all()


def test_that_a_driver_that_no_line_needs_is_not_read() -> None:
    compiled = compile_model(read_model())
    draws = compiled.draws(SOME)
    full = project(compiled, STATUS_QUO, draws, dtype=np.float32)
    stages = compiled.program(compiled.drawn)._stages
    for name in ("effective_tariff", "us_mx_trade"):
        _, read = stages.moving([full.indicators.index(name)])
        assert not read.all()
        alone = project(compiled, STATUS_QUO, draws, dtype=np.float32, indicators=[name])
        assert alone.of(name).tobytes() == full.of(name).tobytes()


def test_that_a_pruned_run_leaves_out_what_it_does_not_need() -> None:
    made = model({"a": "time + 1", "b": "exp(time / 100)", "c": "smooth(b, 3, 1)"})
    needed = following(compile_model(made).program(["a"]).graph.variables.values())
    kinds = [node.kind for node in needed.values()]
    assert "exp" not in kinds
    assert "state" not in kinds


def test_that_indicators_agree_with_the_variables_behind_them() -> None:
    assert (project(RIVALS, MOVED, DRAWS).of("trust") == run(RIVALS, MOVED, SOME)["trust"]).all()


def test_that_single_precision_is_close_to_double() -> None:
    exact = project(RIVALS, MOVED, DRAWS)
    live = project(RIVALS, MOVED, DRAWS, dtype=np.float32)
    assert np.allclose(live.values, exact.values, rtol=2e-4, atol=1e-3)


def test_that_the_central_run_has_one_member_and_no_width() -> None:
    central_run = project(RIVALS, MOVED, RIVALS.draws(CENTRAL))
    assert central_run.values.shape[2] == 1
    found = bands(central_run).values
    assert (found == found[0]).all()
    held = EnsembleChoice(members=5, noise=False, fixed_parameters=True)
    many = project(RIVALS, MOVED, RIVALS.draws(held))
    assert np.allclose(many.values, central_run.values, rtol=1e-12)


def test_that_the_central_run_keeps_no_room_for_members_that_it_has_not() -> None:
    found = variables(RIVALS, MOVED, RIVALS.draws(CENTRAL))
    kept = next(iter(found.values())).base
    assert kept is not None
    assert kept.nbytes == sum(values.nbytes for values in found.values())


def test_that_holding_a_link_narrows_the_band() -> None:
    quiet = EnsembleChoice(members=200, noise=False, drivers=False)
    free = bands(project(RIVALS, MOVED, RIVALS.draws(quiet))).of("pressure")[:, 84]
    fixed = EnsembleChoice(members=200, noise=False, drivers=False, fixed_links=frozenset({75}))
    held = bands(project(RIVALS, MOVED, RIVALS.draws(fixed))).of("pressure")[:, 84]
    assert held[4] - held[0] < free[4] - free[0]


def test_that_results_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        project(RIVALS, STATUS_QUO, DRAWS).values[0, 0, 0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        variables(RIVALS, STATUS_QUO, DRAWS)["trust"][0, 0] = 1.0


def test_that_a_later_run_leaves_an_earlier_projection_alone() -> None:
    first = project(RIVALS, STATUS_QUO, DRAWS)
    before = first.values.copy()
    project(RIVALS, MOVED, DRAWS)
    assert (first.values == before).all()


def test_that_no_indicators_may_be_asked_for() -> None:
    assert project(RIVALS, STATUS_QUO, DRAWS, indicators=[]).values.shape[1] == 0


def test_that_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(UnknownIndicatorError):
        project(RIVALS, STATUS_QUO, DRAWS, indicators=["nobody"])


def test_that_a_run_that_leaves_the_finite_names_the_first_variable_and_month() -> None:
    made = model(
        {"load": "1 / (12 - time)", "worse": "exp(load)", "also": "load + worse"},
        stocks=[stock("pile", "0", "worse")],
        indicators=[indicator("i", "pile")],
    )
    with pytest.raises(RunFailedError) as caught:
        project(compile_model(made), STATUS_QUO, draw(made, CENTRAL))
    assert caught.value.fields == {"variable": "load", "month": Month(2024, 12)}
    with pytest.raises(RunFailedError) as again:
        variables(compile_model(made), STATUS_QUO, draw(made, CENTRAL))
    assert again.value.fields == caught.value.fields


def test_that_an_overflow_of_single_precision_alone_names_the_indicator() -> None:
    made = model({"big": "exp(time)"}, indicators=[indicator("i", "big")])
    clock = Clock(Month(2023, 12), Month(2033, 12))
    compiled = compile_model(replace(made, clock=clock))
    draws = compiled.draws(CENTRAL)
    assert project(compiled, STATUS_QUO, draws).of("i")[-1, 0] > 1e50
    with pytest.raises(RunFailedError) as caught:
        project(compiled, STATUS_QUO, draws, dtype=np.float32)
    assert caught.value.fields == {"variable": "big", "month": Month(2023, 12).plus(89)}


@pytest.mark.parametrize("forgotten", ["duty_in_force", "weather", "p_0", "season", "shock"])
def test_that_a_forgotten_input_cannot_pass_for_zero(
    forgotten: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = Workspace._take

    def without(self: Workspace, code: Code, inputs: dict[str, Array]) -> None:
        take(self, code, {name: each for name, each in inputs.items() if name != forgotten})

    monkeypatch.setattr(Workspace, "_take", without)
    with pytest.raises(KeyError):
        project(compile_model(rivals()), MOVED, DRAWS)


def test_that_levers_used_together_add_their_paths() -> None:
    """Two levers, both moved: neither's force is lost or taken for the other's."""
    made = model(
        {"y": "one_in_force + 1000 * other_in_force"},
        levers=[lever("one", default=1.0), lever("other", default=2.0)],
        forces=[LeverForce("one", (), 0.0, None), LeverForce("other", (), 6.0, None)],
    )
    both = policy({"one": Setting(50.0), "other": Setting(10.0, Month(2025, 1))})
    found = central(made, both)
    assert found["y"][0] == 2001.0
    assert found["y"][1] == 2050.0
    assert (found["y"] == found["one_in_force"] + 1000 * found["other_in_force"]).all()
    assert found["other_in_force"][-1] == pytest.approx(10.0)


def test_that_runs_from_several_threads_do_not_disturb_each_other() -> None:
    wanted = [
        (chosen, EnsembleChoice(members=40, seed=seed))
        for chosen in (STATUS_QUO, MOVED)
        for seed in (1, 2)
    ]

    def bits(asked: tuple[Policy, EnsembleChoice]) -> bytes:
        chosen, choice = asked
        return project(RIVALS, chosen, RIVALS.draws(choice)).values.tobytes()

    alone = [bits(asked) for asked in wanted]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(bits, wanted * 5))
    assert together == alone * 5


def test_that_uncertain_speeds_and_starts_are_each_members_own() -> None:
    made = model(
        {"y": "smooth(0, slow, start)"},
        parameters=[parameter("slow", 2, 6, 20), parameter("start", 50, 80, 90)],
    )
    compiled = compile_model(made)
    found = run(compiled, STATUS_QUO, SOME)["y"]
    drawn = compiled.draws(SOME).parameters
    expected = drawn["start"] * (1 - 1 / np.maximum(drawn["slow"], 1)) ** 24
    assert np.allclose(found[24], expected)


def test_that_a_deviation_from_rest_is_exactly_zero() -> None:
    """Reordering must not leave rounding dust where the equation says nothing."""
    made = model(
        {"y": "k * (0.3 * (s - s_0) - 0.7 * (smooth(s, 3, s_0) - s_0))", "z": "1 + j * (s - s_0)"},
        parameters=[
            parameter("k", 1, 2, 3),
            parameter("j", 0.1, 0.2, 0.7),
            parameter("s_0", 30, 41, 60),
        ],
        stocks=[stock("s", "s_0", "0.2 * (y + s_0 - s)")],
    )
    found = run(compile_model(made), STATUS_QUO, SOME)
    assert (found["y"] == 0.0).all()
    assert np.allclose(found["z"], 1.0, rtol=1e-13)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_that_a_run_until_a_month_has_the_figures_of_a_whole_one(dtype: type) -> None:
    last = Month(2027, 5)
    whole = project(RIVALS, MOVED, DRAWS, dtype=dtype)
    early = project(RIVALS, MOVED, DRAWS, dtype=dtype, until=last)
    rows = RIVALS.model.clock.step(last) + 1
    assert len(early.values) == rows < len(whole.values)
    assert np.array_equal(early.values, whole.values[:rows])

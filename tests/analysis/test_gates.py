"""Gates are found in the equations, and what opens them is found by running."""

import numpy as np
import pytest

from desktop.analysis.gates import MOVED, Gates
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.run.project import run_member
from tests.engine.small_models import indicator, lever, model
from tests.views.desks import compiled

REAL = Gates(compiled())


def asked(**settings: float) -> RunRequest:
    return RunRequest(Policy({id_: Setting(value) for id_, value in settings.items()}))


def small(equation: str, *, also: str = "0") -> Gates:
    """Return the gates of `alone`, whose effect on the only curve is this equation."""
    made = model(
        {"cover": equation, "support": "help_in_force", "seen": f"cover + {also}"},
        levers=(lever("alone"), lever("help")),
        indicators=(indicator("curve", "seen"),),
    )
    return Gates(compile_model(made))


def moves(model: CompiledModel, lever: str, policy: Policy) -> bool:
    runs = [
        run_member(model, one, model.draws(EnsembleChoice(members=0))).values
        for one in (policy, policy.with_setting(lever, None))
    ]
    return any(
        float(np.max(np.abs(runs[0][one.variable] - runs[1][one.variable])))
        > MOVED * float(np.max(np.abs(runs[1][one.variable])))
        for one in model.model.indicators.values()
    )


@pytest.mark.parametrize(
    "equation",
    [
        "alone_in_force * clip((support - 50) / 30, 0, 1)",
        "2 * clip((support - 50) / 30, 0, 1) * alone_in_force",
        "alone_in_force if support > 50 else 0",
        "0 if support < 50 else alone_in_force",
    ],
)
def test_that_a_factor_and_a_condition_are_gates(equation: str) -> None:
    gates = small(equation)
    assert gates.gated() == ("alone",)
    (need,) = gates.needs(asked(alone=80))
    assert (need.lever, need.quantity) == ("alone", "support")
    assert need.fix is not None
    assert need.fix.lever == "help"
    assert 50 <= need.fix.setting.value <= 51
    assert gates.needs(asked(alone=80, help=90)) == ()


@pytest.mark.parametrize(
    ("equation", "also"),
    [
        pytest.param("alone_in_force * support", "0", id="a factor that is no clip"),
        pytest.param("clip(alone_in_force / 100, 0, 1)", "0", id="its own clip"),
        pytest.param("alone_in_force if support > 50 else alone_in_force / 2", "0", id="both"),
        pytest.param(
            "alone_in_force * clip((support - 50) / 30, 0, 1)", "alone_in_force", id="way round"
        ),
    ],
)
def test_that_what_lets_the_lever_pass_is_no_gate(equation: str, also: str) -> None:
    assert small(equation, also=also).gated() == ()


@pytest.mark.long
def test_that_every_lever_that_moves_nothing_alone_says_what_it_needs() -> None:
    model = compiled().model
    for known in model.levers.values():
        for end in {known.low, known.high} - {known.default}:
            policy = STATUS_QUO.with_setting(known.id, Setting(end))
            dead = not moves(compiled(), known.id, policy)
            needs = REAL.needs(RunRequest(policy)) if known.id in REAL.gated() else ()
            assert [need.lever for need in needs] == ([known.id] if dead else []), known.id
            assert all(need.fix is not None for need in needs), known.id


def test_that_the_least_value_moves_the_central_run_and_one_less_does_not() -> None:
    request = asked(community_policing=40)
    (need,) = REAL.needs(request)
    assert need.quantity == "federal_backup"
    assert need.fix is not None
    assert need.fix.lever == "mx_federal_backup"
    value = need.fix.setting.value
    # The gate stands at 30, but pressure moves the support as well.
    assert value >= 30
    for tried, moved in ((value, True), (value - 1, False)):
        policy = request.policy.with_setting("mx_federal_backup", Setting(tried))
        assert moves(compiled(), "community_policing", policy) is moved
    mended = request.policy.with_setting("mx_federal_backup", need.fix.setting)
    assert REAL.needs(RunRequest(mended)) == ()


def test_that_the_lever_that_helps_keeps_its_timing() -> None:
    slow = Setting(25, ramp=12)
    policy = asked(community_policing=40).policy.with_setting("mx_federal_backup", slow)
    (need,) = REAL.needs(RunRequest(policy))
    assert need.fix is not None
    assert need.fix.setting.ramp == 12


def test_that_levers_at_their_status_quo_need_nothing() -> None:
    assert REAL.needs(RunRequest(STATUS_QUO)) == ()
    assert REAL.needs(asked(us_tariff_on_mexico=20)) == ()

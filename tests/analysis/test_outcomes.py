"""What every lever alone does to every curve, in the central run."""

import numpy as np
import pytest

from desktop.analysis.outcomes import Outcomes, far_end, outcomes
from desktop.domain.assumptions import NEUTRAL
from desktop.domain.ensemble import CENTRAL
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.engine.run.project import project
from tests.views.desks import compiled

LEVERS = ("legal_pathways", "mx_military_share", "us_tariff_coverage")
STEP = 84


@pytest.fixture(scope="module")
def found() -> Outcomes:
    levers = compiled().model.levers
    settings = {lever: Setting(far_end(levers[lever])) for lever in LEVERS}
    made = outcomes(compiled(), settings, NEUTRAL, lambda _: True)
    assert made is not None
    return made


def test_that_the_far_end_is_the_end_farther_from_the_status_quo() -> None:
    levers = compiled().model.levers
    assert far_end(levers["legal_pathways"]) == levers["legal_pathways"].high
    assert far_end(levers["mx_military_share"]) == levers["mx_military_share"].low
    assert far_end(levers["us_border_enforcement"]) == levers["us_border_enforcement"].high


def test_that_a_change_is_that_of_two_central_runs_in_percent_or_in_points(
    found: Outcomes,
) -> None:
    model = compiled().model
    draws = compiled().draws(CENTRAL)
    quiet = project(compiled(), Policy(), draws)
    for lever in LEVERS:
        run = project(compiled(), Policy({lever: found.settings[lever]}), draws)
        for indicator in model.indicators:
            before = float(quiet.of(indicator)[STEP, 0])
            moved = float(run.of(indicator)[STEP, 0]) - before
            told = found.change(lever, indicator, STEP)
            if abs(moved) < 0.0005 * abs(before):
                assert told == 0.0
            elif indicator in quiet.percent:
                assert told == pytest.approx(100 * moved / before)
            else:
                assert told == pytest.approx(moved)


def test_that_a_lever_that_moves_nothing_alone_says_so_and_another_ranks_by_share(
    found: Outcomes,
) -> None:
    assert found.largest("us_tariff_coverage", STEP, 3) == ()
    ranked = found.largest("legal_pathways", STEP, 4)
    shares = [abs(found.share("legal_pathways", one, STEP)) for one in ranked]
    assert ranked[0] == "port_encounters"
    assert shares == sorted(shares, reverse=True)
    assert all(found.change("legal_pathways", one, STEP) for one in ranked)


def test_that_work_that_is_not_wanted_any_more_ends_after_the_lever_under_way() -> None:
    told: list[int] = []

    def stop(done: int) -> bool:
        told.append(done)
        return done < 2

    levers = compiled().model.levers.values()
    settings = {lever.id: Setting(lever.high) for lever in levers}
    assert outcomes(compiled(), settings, NEUTRAL, stop) is None
    assert told == [1, 2]


def test_that_other_assumptions_are_other_figures(found: Outcomes) -> None:
    studies = NEUTRAL.parse("studies")
    other = outcomes(compiled(), found.settings, studies, lambda _: True)
    assert other is not None
    assert not np.allclose(other.before[STEP], found.before[STEP])

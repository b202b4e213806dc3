"""What a headline prints as a change is the change between the two lines that are drawn."""

import random
import re

import pytest

from desktop.charts.headline import projected_headline
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.indicator import Change
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.results.bands import bands
from desktop.engine.results.compare import contrast
from desktop.engine.run.project import project
from desktop.language.language import Language
from desktop.modelfiles.read import read_model

FEW = EnsembleChoice(members=60)
PRINTED = re.compile("([+\u2212])([0-9,.]+)")


@pytest.mark.parametrize("scenarios", [20, pytest.param(200, marks=pytest.mark.long)])
def test_that_the_printed_change_is_that_of_the_drawn_lines(
    english: Language, spanish: Language, scenarios: int
) -> None:
    compiled = compile_model(read_model())
    model = compiled.model
    chance = random.Random(scenarios)
    baseline = project(compiled, STATUS_QUO, compiled.draws(FEW))
    status_quo = bands(baseline)
    printed = 0
    for _ in range(scenarios):
        moved = chance.sample(sorted(model.levers), 4)
        settings = {
            name: Setting(chance.uniform(model.levers[name].low, model.levers[name].high))
            for name in moved
        }
        projection = project(compiled, Policy(settings), compiled.draws(FEW))
        policy = bands(projection)
        step = chance.randint(12, model.clock.steps)
        for name, indicator in model.indicators.items():
            mine, other = (float(run.of(name)[2, step]) for run in (policy, status_quo))
            drawn = mine - other
            if indicator.change is Change.PERCENT:
                drawn = drawn / abs(other) * 100
            found = contrast(projection, baseline, name, step)
            for language in (english, spanish):
                line = projected_headline(found, indicator, model.clock, language).text
                change = PRINTED.search(line.split(" · ")[1])
                if change is None:
                    continue
                printed += 1
                decimals = len(change[2].partition(".")[2])
                assert change[0] == language.number(drawn, decimals, signed=True), line
    assert printed > scenarios

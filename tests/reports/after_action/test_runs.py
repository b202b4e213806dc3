"""What is run again for a report: who moved what over all months, and one decision taken out."""

import math
import pickle
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtWidgets import QApplication

from desktop.charts.fonts import load_fonts
from desktop.document.play.players import By, Decided, acts
from desktop.document.play.scenario import request
from desktop.document.play.state import Setup
from desktop.document.play.without import runs_without
from desktop.domain.ensemble import CENTRAL
from desktop.engine.results.bands import percentiles
from desktop.engine.results.projection import MEDIAN
from desktop.engine.run.project import project
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.after_action import course
from desktop.reports.after_action.findings import after_action_deck
from desktop.reports.after_action.runs import PlayRuns, most_runs, play_runs
from desktop.reports.paper.tree import Picture
from tests.document.play.played import Table, two_rounds
from tests.reports.after_action.plays import ENGLISH, SPANISH, played, report, words
from tests.reports.paper.samples import png
from tests.views.desks import compiled


@cache
def table() -> Table:
    return two_rounds()


@cache
def setup() -> Setup:
    """Return the exercise with the central run alone: the same, and many times as quick."""
    exercise = table().setup.exercise
    return Setup(replace(exercise, start=replace(exercise.start, members=0)), table().setup.model)


@cache
def made() -> PlayRuns:
    told: list[int] = []

    def advance(done: int) -> bool:
        told.append(done)
        return True

    found = play_runs(setup(), table().record.state, compiled(), advance)
    assert found is not None
    assert told == sorted(told)
    assert told[-1] <= most_runs(setup(), table().record.state)
    return found


def test_that_parts_by_team_side_lever_and_inject_add_up_to_one_and_the_same_change() -> None:
    for by in By:
        divided = made().over_all[by]
        assert divided, by
        for one in divided:
            whole = math.fsum(part.total for part in one.parts) + one.anyway
            assert whole == pytest.approx(one.change, abs=1e-9), (by, one.indicator.id)
            by_team = next(
                each for each in made().over_all[By.TEAM] if each.indicator == one.indicator
            )
            assert (one.change, one.anyway) == (by_team.change, by_team.anyway)


def test_that_the_decision_taken_out_is_the_one_without_which_a_curve_is_farthest_away() -> None:
    state, last = table().record.state, table().record.state.played_until
    draws, step = compiled().draws(CENTRAL), compiled().model.clock.step(last)
    indicators = [one.instead.indicator for one in made().taken_out]
    assert len(indicators) > 5

    def ends(*gone: Decided) -> list[float]:
        policy = runs_without(setup(), state, gone)[1]
        run = project(compiled(), policy, draws, indicators=indicators)
        return [float(percentiles(run.of(one))[MEDIAN][step]) for one in indicators]

    was = ends()
    left = {one: ends(one) for one in acts(state) if isinstance(one, Decided)}
    for place, taken in enumerate(made().taken_out):
        assert taken.instead.was[MEDIAN, -1] == was[place]
        assert taken.instead.at_last.median == left[taken.decided][place]
        assert taken.instead.difference.shape == (5, step + 1), "cut at the months played"
        farthest = max(abs(found[place] - was[place]) for found in left.values())
        assert abs(left[taken.decided][place] - was[place]) == farthest > 0.0


def test_that_work_nobody_waits_for_ends_before_its_next_run() -> None:
    told: list[int] = []

    def advance(done: int) -> bool:
        told.append(done)
        return done < 12

    assert play_runs(setup(), table().record.state, compiled(), advance) is None
    assert told[-1] == 12


def test_that_what_was_run_can_come_from_another_process() -> None:
    again: PlayRuns = pickle.loads(pickle.dumps(made()))
    assert again.over_all == made().over_all
    assert [one.decided for one in again.taken_out] == [one.decided for one in made().taken_out]


def test_that_the_report_prints_each_part_with_its_own_effect_and_what_would_have_been(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    asked = request(setup(), table().record.state)
    assert asked.ensemble.members == 0
    load_fonts(RESOURCES)
    whole = replace(played(table()), setup=setup(), runs=made())
    document = report(whole, ENGLISH, SPANISH, quick=monkeypatch)
    english, spanish = map(words, document.parts)
    for title in ("By team", "By side", "By lever", "By inject"):
        assert f"{title}, over all months played" in english
    assert "Por equipo, en todos los meses jugados" in spanish
    table_ = english[english.index("By team, over") : english.index("By side, over")].splitlines()
    assert table_[1] == "Whose part | Own effect | Interaction | Sum"
    head, *rows = table_[2:]
    tenths = [round(10 * _number(row.rsplit(" | ", 1)[1])) for row in (head, *rows)]
    ends = [place for place, row in enumerate(rows, 1) if row.startswith("What came anyway")]
    assert sum(tenths[1 : ends[0] + 1]) == tenths[0] != 0
    for row in rows[: ends[0] - 1]:
        own, interaction, total = (_number(cell) for cell in row.split(" | ")[1:])
        assert round(own + interaction, 1) == total
    assert "the decision of U.S. administration on Rhetorical restraint: U.S." in english
    assert "costs are not judged again" in english
    monkeypatch.setattr(course, "grey_picture", lambda _: Picture(png(), "A curve"))
    (slides,) = after_action_deck(whole, [ENGLISH]).parts
    told = [one for one in slides.slides if one.title.endswith("over all months played, by team")]
    assert len(told) == len(made().over_all[By.TEAM])
    pages = [one for one in slides.slides if one.title == "Without one decision"]
    assert len([point for page in pages for point in page.points]) == len(made().taken_out)
    assert "los costos no se vuelven a juzgar" in spanish


def _number(cell: str) -> float:
    return float(cell.replace("\u00a0", " ").split()[0].replace("\u2212", "-"))

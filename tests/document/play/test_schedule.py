"""When rounds begin and injects are due, as a play goes on."""

from desktop.document.play.schedule import due, minute_of, round_times
from desktop.domain.play.entries import Advanced, InjectReleased, InjectRetimed, StageBegun
from tests.document.play.played import Table


def test_that_rounds_follow_one_another_as_planned_from_now_on_before_any_has_begun() -> None:
    table = Table()
    exercise = table.setup.exercise
    times = round_times(table.setup, table.record.state, (), 120.0, 0.0)
    for one in exercise.rounds:
        assert times[one.id].begin == 120.0 + 60 * exercise.begins_at(one.id)
        assert times[one.id].end - times[one.id].begin == 60 * one.minutes.total
        assert not times[one.id].begun


def test_that_a_round_that_lasts_longer_moves_those_to_come_and_none_that_were() -> None:
    table = Table()
    first, second, *_ = table.setup.rounds
    table.begin("deliberate")
    begin = table.record.entries[-1].seconds
    table.enter(Advanced(first), StageBegun(first, "discuss", 600.0))
    setup, state, entries = table.setup, table.record.state, table.record.entries
    late = entries[-1].seconds + 3600.0
    times = round_times(setup, state, entries, late, 300.0)
    assert (times[first].begin, times[first].end) == (begin, late + 300.0)
    pause = setup.rounds[first].pause
    assert times[second].begin == late + 300.0 + 60 * pause
    table.enter(StageBegun(first, "break", 60.0 * pause))
    paused = table.record.entries[-1].seconds
    times = round_times(setup, table.record.state, table.record.entries, late, 40.0)
    assert (times[first].end, times[second].begin) == (paused, late + 40.0)
    table.enter(StageBegun(second, "brief", 60.0))
    times = round_times(setup, table.record.state, table.record.entries, late + 50.0, 10.0)
    assert (times[first].begin, times[first].end) == (begin, paused)
    assert times[second].begun


def test_that_an_inject_is_due_at_its_minute_and_stands_where_it_was_released() -> None:
    table = Table()
    table.begin("deliberate")
    setup = table.setup
    here = [one for one in setup.exercise.injects if one.round == table.record.state.round]
    one, other = [each for each in here if each.at is not None and not each.after][:2]
    held = next(each for each in setup.exercise.injects if each.at is None)
    released = table.enter(InjectReleased(one.id))
    table.enter(InjectRetimed(other.id, 31))
    state = table.record.state
    times = round_times(setup, state, table.record.entries, 400.0, 60.0)
    found = due(setup, state, times)
    assert found[one.id] == released.seconds
    assert found[other.id] == times[other.round].begin + 31 * 60
    assert held.id not in found
    assert minute_of(times, other.round, found[other.id] + 20) == 31
    assert minute_of(times, other.round, -500.0) == 0

"""Undo, redo and gestures: properties over whatever people may do."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop.document.changes import Changes
from desktop.document.commands import (
    Command,
    Rename,
    ResetPolicy,
    SetLever,
    ShowCharts,
)
from desktop.document.document import Document
from desktop.document.events import PlaceEvents
from desktop.document.undo_history import MOST_STEPS
from desktop.domain.clock import Month
from desktop.domain.errors import (
    ArgumentError,
    UnknownEventError,
    UnknownIndicatorError,
    UnknownLeverError,
    ValueOutOfRangeError,
)
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Scenario
from tests.document.models import plain_model
from tests.domain.levers import CLOCK, lever, settings
from tests.examples import examples

MODEL = plain_model()
LEVERS = st.sampled_from(sorted(MODEL.levers))
PLANNED = st.builds(
    PlannedEvent,
    st.sampled_from(sorted(MODEL.events)),
    st.integers(1, CLOCK.steps).map(CLOCK.month),
)
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(SetLever, LEVERS, st.none() | settings(lever("a"))),
    st.just(ResetPolicy()),
    st.builds(PlaceEvents, st.lists(PLANNED, max_size=3).map(tuple)),
    st.builds(ShowCharts, st.lists(st.sampled_from(["x", "y"]), max_size=4).map(tuple)),
    st.builds(Rename, st.text(max_size=12)),
)
VALUES = st.lists(st.floats(0, 100), min_size=1, max_size=30)


def _document(scenario: Scenario | None = None) -> Document:
    return Document(MODEL, scenario or Scenario("first"))


def _drag(document: Document, values: list[float], name: str = "a") -> None:
    gesture = document.begin_gesture()
    for value in values:
        document.apply(SetLever(name, Setting(value), gesture))
    document.end_gesture(gesture)


@given(st.lists(COMMANDS, max_size=20))
def test_that_undoing_every_step_gives_back_the_first_scenario(commands: list[Command]) -> None:
    document = _document()
    first = document.scenario
    for command in commands:
        document.apply(command)
    last = document.scenario
    while document.history.done:
        document.undo()
    assert document.scenario == first
    while document.history.undone:
        document.redo()
    assert document.scenario == last


@given(st.lists(COMMANDS, max_size=8), COMMANDS)
def test_that_undoing_one_command_gives_back_what_stood_before_it(
    commands: list[Command], command: Command
) -> None:
    document = _document()
    for earlier in commands:
        document.apply(earlier)
    before, steps = document.scenario, len(document.history.done)
    document.apply(command)
    after = document.scenario
    if after == before:
        assert len(document.history.done) == steps
        return
    document.undo()
    assert document.scenario == before
    document.redo()
    assert document.scenario == after


@given(VALUES)
def test_that_a_drag_leaves_one_step_or_none_where_it_ends_as_it_began(
    values: list[float],
) -> None:
    document = _document()
    before = document.scenario
    _drag(document, values)
    moved = document.scenario != before
    assert len(document.history.done) == moved
    document.undo()
    assert document.scenario == before


@given(VALUES)
def test_that_a_drag_back_to_its_beginning_leaves_no_step(values: list[float]) -> None:
    document = _document()
    document.apply(SetLever("a", Setting(40)))
    _drag(document, [*values, 40.0])
    assert len(document.history.done) == 1
    assert document.scenario.policy.settings["a"] == Setting(40)


@given(VALUES, VALUES)
def test_that_two_drags_leave_two_steps(one: list[float], other: list[float]) -> None:
    document = _document()
    _drag(document, [*one, 80.0])
    _drag(document, [*other, 90.0])
    assert [step.after.policy.settings["a"].value for step in document.history.done] == [80, 90]


def test_that_another_command_ends_an_open_drag() -> None:
    document = _document()
    gesture = document.begin_gesture()
    document.apply(SetLever("a", Setting(50), gesture))
    document.apply(Rename("other"))
    document.apply(SetLever("a", Setting(60), gesture))
    assert len(document.history.done) == 3


def test_that_undo_in_mid_drag_takes_back_the_whole_drag() -> None:
    document = _document()
    gesture = document.begin_gesture()
    for value in (30, 50, 70):
        document.apply(SetLever("a", Setting(value), gesture))
    document.undo()
    assert not document.scenario.policy.settings
    assert len(document.history.undone) == 1


def test_that_a_new_step_drops_what_could_be_redone() -> None:
    document = _document()
    document.apply(SetLever("a", Setting(50)))
    document.undo()
    document.apply(SetLever("b", Setting(50)))
    assert not document.history.undone
    assert not document.redo().levers


def test_that_the_history_keeps_the_last_five_hundred_steps() -> None:
    document = _document()
    for value in range(MOST_STEPS + 40):
        document.apply(SetLever("a", Setting(value / 100 + 30)))
    assert len(document.history.done) == MOST_STEPS == 500
    while document.history.done:
        document.undo()
    assert document.scenario.policy.settings["a"] == Setting(39 / 100 + 30)


def test_that_a_setting_at_the_status_quo_is_no_departure() -> None:
    document = _document()
    document.apply(SetLever("a", Setting(25)))
    assert not document.history.done
    document.apply(SetLever("a", Setting(26)))
    document.apply(SetLever("a", Setting(25)))
    assert document.scenario.policy == Policy()


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (SetLever("nobody", Setting(1)), UnknownLeverError),
        (SetLever("a", Setting(101)), ValueOutOfRangeError),
        (PlaceEvents((PlannedEvent("nothing", Month(2025, 1)),)), UnknownEventError),
        (ShowCharts(("z",)), UnknownIndicatorError),
    ],
)
def test_that_a_refused_command_changes_nothing_and_tells_nobody(
    command: Command, error: type[ArgumentError]
) -> None:
    document = _document()
    told: list[Changes] = []
    document.listen(told.append)
    before = document.scenario
    with pytest.raises(error):
        document.apply(command)
    assert document.scenario is before
    assert document.revision == 0
    assert not told
    assert not document.history.done


def _told(document: Document, act: Callable[[], object]) -> list[Changes]:
    told: list[Changes] = []
    stop = document.listen(told.append)
    act()
    stop()
    return told


def test_that_a_notice_names_exactly_the_levers_that_differ() -> None:
    document = _document()
    document.apply(SetLever("a", Setting(50)))
    document.apply(SetLever("b", Setting(50)))
    told = _told(document, lambda: document.apply(ResetPolicy()))
    assert [changes.levers for changes in told] == [frozenset({"a", "b"})]
    assert told[0].needs_projection
    assert told[0].gesture_ended


def test_that_a_name_needs_no_new_projection() -> None:
    document = _document()
    (told,) = _told(document, lambda: document.apply(Rename("second")))
    assert told.name
    assert not told.needs_projection


def test_that_only_the_release_of_a_drag_says_that_the_gesture_ended() -> None:
    document = _document()
    told = _told(document, lambda: _drag(document, [30, 40, 50]))
    assert [changes.gesture_ended for changes in told] == [False, False, False, True]


def test_that_the_initiator_comes_back_in_the_notice() -> None:
    document = _document()
    me = object()
    (told,) = _told(document, lambda: document.apply(Rename("second"), me))
    assert told.initiator is me


def test_that_a_listener_that_stopped_hears_nothing() -> None:
    document = _document()
    told: list[Changes] = []
    document.listen(told.append)()
    document.apply(Rename("second"))
    assert not told


def test_that_a_listener_that_stops_twice_takes_no_other_with_it() -> None:
    document = _document()
    told: list[Changes] = []
    stop = document.listen(told.append)
    document.listen(told.append)
    stop()
    stop()
    document.apply(Rename("second"))
    assert len(told) == 1


def test_that_holding_another_scenario_brings_its_own_history() -> None:
    document = _document()
    document.apply(Rename("second"))
    (told,) = _told(document, lambda: document.load(Scenario("other")))
    assert told.scenario
    assert not document.history.done
    document.undo()
    assert document.scenario.name == "other"


class Hands(RuleBasedStateMachine):
    """Do anything in any order, beside a list of scenarios that must agree.

    A drag drops what could be redone as soon as it moves something.
    """

    def __init__(self) -> None:
        super().__init__()
        self.document = _document()
        self.expected = [self.document.scenario]
        self.place = 0
        self.gesture: int | None = None
        self.start = self.document.scenario

    def _settle(self) -> None:
        if self.gesture is None:
            return
        self.gesture = None
        if self.document.scenario != self.start:
            self._remember()

    def _remember(self) -> None:
        del self.expected[self.place + 1 :]
        self.expected.append(self.document.scenario)
        self.place += 1

    @rule(command=COMMANDS)
    def command(self, command: Command) -> None:
        self._settle()
        before = self.document.scenario
        self.document.apply(command)
        if self.document.scenario != before:
            self._remember()

    @rule()
    def press(self) -> None:
        self._settle()
        self.gesture = self.document.begin_gesture()
        self.start = self.document.scenario

    @precondition(lambda self: self.gesture is not None)
    @rule(name=LEVERS, value=st.floats(0, 100))
    def move(self, name: str, value: float) -> None:
        before = self.document.scenario
        self.document.apply(SetLever(name, Setting(value), self.gesture))
        if self.document.scenario != before:
            del self.expected[self.place + 1 :]

    @precondition(lambda self: self.gesture is not None)
    @rule()
    def release(self) -> None:
        assert self.gesture is not None
        self.document.end_gesture(self.gesture)
        self._settle()

    @rule()
    def undo(self) -> None:
        self._settle()
        self.place = max(0, self.place - 1)
        self.document.undo()
        assert self.document.scenario == self.expected[self.place]

    @rule()
    def redo(self) -> None:
        self._settle()
        self.place = min(len(self.expected) - 1, self.place + 1)
        self.document.redo()
        assert self.document.scenario == self.expected[self.place]

    @invariant()
    def steps_are_counted(self) -> None:
        if self.gesture is None:
            assert len(self.document.history.done) == self.place


Hands.TestCase.settings = examples(200)
TestHands = Hands.TestCase


def test_that_a_gesture_that_comes_to_nothing_leaves_what_was_undone() -> None:
    document = _document()
    document.apply(SetLever("a", Setting(60)))
    document.undo()
    gesture = document.begin_gesture()
    document.apply(SetLever("a", Setting(75), gesture))
    document.apply(SetLever("a", None, gesture))
    document.end_gesture(gesture)
    document.redo()
    assert document.scenario.policy.settings["a"] == Setting(60)


def test_that_a_gesture_that_changes_something_leaves_nothing_to_redo() -> None:
    document = _document()
    document.apply(SetLever("a", Setting(60)))
    document.undo()
    gesture = document.begin_gesture()
    document.apply(SetLever("a", Setting(75), gesture))
    document.end_gesture(gesture)
    assert not document.history.undone

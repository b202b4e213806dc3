"""Exercises that are still being written: what stands in a file comes back whatever is wrong."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import Exercise, Goal, Side, Team, TeamColor
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.drafts import faults_in, read_draft
from desktop.modelfiles.exercises.form import ExerciseFileError
from desktop.modelfiles.exercises.plain import plain
from desktop.modelfiles.exercises.write import changed_file, new_file
from tests.modelfiles.exercises.example import model, read, source

EMPTY = Wording("", "")
NEW = Team("new", EMPTY, Side.NONE, TeamColor.GRAY, EMPTY, (EMPTY,), (), (), 12.0)

UNFINISHED: dict[str, Callable[[Exercise], Exercise]] = {
    "empty team": lambda one: replace(one, teams=(*one.teams, NEW)),
    "no round": lambda one: replace(one, rounds=(), injects=()),
    "levers without a holder": lambda one: replace(
        one, teams=tuple(replace(each, levers=()) for each in one.teams)
    ),
    "inject of no round": lambda one: replace(
        one, injects=(replace(one.injects[0], round="gone", to=("gone",), after=("gone",)),)
    ),
    "goal of nothing": lambda one: replace(
        one, goals=(Goal("none", EMPTY, EMPTY, "gone", declared=True, criteria=()),)
    ),
    "no names": lambda one: replace(one, name=EMPTY, purpose=EMPTY),
    "past the horizon": lambda one: replace(one, start=replace(one.start, horizon=Month(2024, 1))),
    "too long": lambda one: replace(one, name=Wording("a" * 3000, "")),
    "three hundred faults": lambda one: replace(
        one, injects=tuple(replace(one.injects[0], id=f"i{n}", title=EMPTY) for n in range(150))
    ),
}


@pytest.mark.parametrize("name", UNFINISHED)
def test_that_what_is_not_finished_is_written_and_read_again_with_its_comments(name: str) -> None:
    commented = "# mine\n" + source().decode("utf-8")
    unfinished = UNFINISHED[name](read(source()))
    written = changed_file(commented, unfinished, model())
    assert written.startswith("# mine\n")
    for text in (written, new_file(unfinished)):
        draft = read_draft("", text.encode("utf-8"), model())
        assert draft.exercise == unfinished
        assert draft.faults
        told = {(one.fields["table"], one.fields["key"]) for one in draft.faults}
        found = faults_in(plain(unfinished), model())
        assert {(one.fields["table"], one.fields["key"]) for one in found} == told


@pytest.mark.parametrize("content", [b"", b"format = 99", b"no = TOML =", b"\xff"])
def test_that_a_text_that_nobody_could_go_on_writing_is_refused(content: bytes) -> None:
    with pytest.raises(ExerciseFileError):
        read_draft("", content, model())

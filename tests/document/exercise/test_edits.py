"""Parts of an exercise come, go and change, and what names them follows."""

from dataclasses import fields, replace

import pytest

from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.edits import (
    RECORDS,
    added,
    blank,
    can_remove,
    duplicated,
    field_of,
    fresh,
    moved,
    part_of,
    removed,
    retimed,
    with_field,
    with_part,
)
from desktop.document.exercise.findings import findings
from desktop.document.exercise.shape import PARTS, Record, Records, shapes
from desktop.domain.exercise.exercise import Exercise, Start
from desktop.domain.exercise.injects import InjectType
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.drafts import read_draft
from desktop.modelfiles.exercises.write import new_file
from tests.modelfiles.exercises.example import model, read, source


def example() -> Exercise:
    return read(source())


def reread(exercise: Exercise) -> Exercise:
    return read_draft("", new_file(exercise).encode("utf-8"), model()).exercise


@pytest.mark.parametrize("part", PARTS)
def test_that_a_new_part_and_a_copy_are_kept_in_the_file_and_go_again(part: str) -> None:
    before = example()
    after, name = added(before, part)
    assert len(getattr(after, part)) == len(getattr(before, part)) + 1
    assert part_of(after, part, name) is not None
    assert reread(after) == after
    twice, copy = duplicated(after, part, name)
    assert copy != name
    assert reread(moved(twice, part, copy, -1)) == moved(twice, part, copy, -1)
    assert getattr(removed(removed(twice, part, copy), part, name), part) == getattr(before, part)


def test_that_every_record_within_can_be_begun_and_every_field_is_in_a_form() -> None:
    whole = example()
    waiting: list[type[object]] = [Exercise, Start, *RECORDS.values()]
    for record in waiting:
        shown = {one.name for one in shapes(record)}
        held = {one.name for one in fields(record)}  # type: ignore[arg-type]  # all are records
        assert held - shown <= {"id", "start", "vantage", "model", *PARTS}
        kinds = [one.kind for one in shapes(record)]
        waiting += {one.of for one in kinds if isinstance(one, Record | Records)} - {*waiting}
    for record in waiting[2:]:
        made = blank(record, whole)
        for shape in shapes(record):
            assert with_field(made, shape.name, field_of(made, shape.name)) == made


def test_that_what_named_a_part_names_it_no_more() -> None:
    whole = example()
    team, first = whole.teams[0].id, whole.injects[0]
    named = with_part(whole, "injects", replace(first, to=(team,)))
    assert part_of(removed(named, "teams", team), "injects", first.id).to == ()
    with_second, second = added(whole, "rounds")
    less = removed(with_second, "rounds", whole.rounds[0].id)
    assert {one.round for one in less.injects} == {less.rounds[0].id}
    assert not any(
        failure.round == whole.rounds[0].id for one in less.objectives for failure in one.failed_by
    )
    assert can_remove(with_second, "rounds")
    assert second in {one.id for one in less.rounds}
    assert not can_remove(replace(whole, rounds=whole.rounds[:1]), "rounds")


def test_that_an_inject_in_another_round_keeps_its_distance_from_the_beginning() -> None:
    whole, second = added(example(), "rounds")
    one = whole.injects[0]
    into = one.date.minus(whole.stands_at(one.round))
    after = retimed(whole, one.id, second, 7)
    moved_one = part_of(after, "injects", one.id)
    assert (moved_one.round, moved_one.at) == (second, 7)
    assert moved_one.date.minus(after.stands_at(second)) == into
    held = with_field(with_field(one, "type", InjectType.CONTINGENCY), "at", None)
    assert held.at is None
    assert with_field(held, "type", InjectType.MEDIA).at == 0


def test_that_a_fresh_exercise_says_what_it_still_lacks_and_where() -> None:
    one = fresh(model(), Wording("New", "Nuevo"), Wording("First", "Primera"))
    assert reread(one) == one
    found = {(each.part, each.field) for each in findings(one, model()) if each.is_fault}
    assert ("exercise", "summary") in found
    assert ("exercise", "levers") in found
    assert ("rounds", "briefing") in found
    assert ("start", "horizon") not in found


def test_that_writing_in_one_field_is_one_step_until_it_is_left() -> None:
    document = ExerciseDocument(model(), example())
    told: list[int] = []
    document.listen(lambda one: told.append(one.exercise.minutes))
    before = document.exercise
    for minutes in (71, 72):
        document.apply(replace(document.exercise, minutes=minutes), ("exercise", "", "minutes"))
    document.leave()
    document.apply(replace(document.exercise, minutes=73), ("exercise", "", "minutes"))
    document.undo()
    assert document.exercise.minutes == 72
    document.undo()
    assert document.exercise == before
    assert not document.can_undo
    document.redo()
    document.redo()
    assert document.exercise.minutes == 73
    assert not document.can_redo
    assert told == [71, 72, 73, 72, before.minutes, 72, 73]
    document.apply(replace(document.exercise, rounds=(), injects=()))
    assert any(one.is_fault for one in document.findings)

"""Exercises written back: read again they are equal, and what was not touched stays as it was."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.injects import ExpectedAction, Shock, Weight
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.form import paragraphs
from desktop.modelfiles.exercises.read import exercise_files
from desktop.modelfiles.exercises.write import changed_file, new_file
from tests.modelfiles.exercises.example import model, read, source

COMMENTED = (
    source()
    .decode("utf-8")
    .replace(
        "[inject.caravan]",
        "# Ask the consulate about the figure.\n[inject.caravan]  # first of two",
    )
    .replace("at = 8", "at = 8  # after the brief")
)
COMMENTS = ["# Ask the consulate about the figure.", "# first of two", "# after the brief"]


def example() -> Exercise:
    return read(COMMENTED.encode("utf-8"))


def with_inject(name: str, **fields: object) -> Exercise:
    """Return the example with other fields of one inject."""
    one = example()
    return replace(
        one,
        injects=tuple(
            replace(each, **fields) if each.id == name else each  # type: ignore[arg-type]
            for each in one.injects
        ),
    )


CHANGES: dict[str, Callable[[], Exercise]] = {
    "nothing": example,
    "title": lambda: with_inject("caravan", title=Wording("Six thousand", "Seis mil")),
    "long_text": lambda: with_inject(
        "caravan", text=Wording("One " * 60 + "one.\n\nTwo.", "Uno " * 60 + "uno.\n\nDos.")
    ),
    "one_language_less": lambda: with_inject("caravan", title=Wording("Six thousand", "")),
    "minute": lambda: with_inject("caravan", at=12),
    "note_put_in": lambda: with_inject("caravan", note=Wording("Slowly.", "Despacio.")),
    "quotation_marks": lambda: with_inject(
        "caravan", note=Wording('Say """no\\" ' + "aloud " * 20 + 'at 10\u00a0% and \\"', "\\"),
    ),
    "shock_of_another_size": lambda: with_inject("caravan", shock=Shock("migrant_caravan", 2.5)),
    "shock_taken_out": lambda: with_inject("caravan", shock=None),
    "trigger_taken_out": lambda: with_inject("offer", trigger=None),
    "action_put_in": lambda: with_inject(
        "caravan",
        expected=(
            *example().injects[0].expected,
            ExpectedAction(Wording("Wait.", "Esperar."), Weight.USEFUL),
        ),
    ),
    "inject_put_in": lambda: replace(
        example(), injects=(*example().injects, replace(example().injects[0], id="echo"))
    ),
    "inject_taken_out": lambda: replace(example(), injects=example().injects[:1]),
    "other_order": lambda: replace(example(), injects=example().injects[::-1]),
    "inject_put_before": lambda: replace(
        example(), injects=(replace(example().injects[0], id="echo"), *example().injects)
    ),
    "no_goals": lambda: replace(example(), goals=()),
    "rules": lambda: replace(example(), ground_rules=(Wording("Listen.", "Escuchen."),) * 2),
    "name": lambda: replace(example(), name=Wording("Another", "Otro")),
    "opening": lambda: replace(
        example(),
        start=replace(
            example().start,
            policy=Policy(
                {"coop_framework": Setting(2.0, Month(2024, 3), 6)},
                (PlannedEvent("peso_crisis", Month(2024, 6), 0.5),),
            ),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_that_a_changed_file_has_the_change_and_its_comments(name: str) -> None:
    changed = CHANGES[name]()
    text = changed_file(COMMENTED, changed, model())
    assert read(text.encode("utf-8")) == changed
    assert [comment for comment in COMMENTS if comment not in text] == []


def test_that_a_file_that_is_not_changed_stays_byte_for_byte() -> None:
    assert changed_file(COMMENTED, example(), model()) == COMMENTED
    for path in exercise_files():
        text = path.read_text(encoding="utf-8")
        assert changed_file(text, read(text.encode("utf-8")), model()) == text


def test_that_a_change_of_one_title_changes_one_line() -> None:
    text = changed_file(COMMENTED, CHANGES["title"](), model())
    differing = set(text.splitlines()) ^ set(COMMENTED.splitlines())
    assert len(differing) == 2
    assert 'title = {en = "Six thousand", es = "Seis mil"}' in {
        line.replace("{ ", "{").replace(" }", "}") for line in differing
    }


def test_that_a_new_file_is_read_as_what_was_written() -> None:
    for content in (source(), *(path.read_bytes() for path in exercise_files())):
        exercise = read(content)
        text = new_file(exercise)
        assert read(text.encode("utf-8")) == exercise
        assert new_file(read(text.encode("utf-8"))) == text
        assert max(map(len, text.splitlines())) < 260


LINES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40)


@pytest.mark.long
@given(st.lists(LINES, max_size=4))
def test_that_any_printable_text_comes_back(parts: list[str]) -> None:
    text = paragraphs("\n\n".join(("Thus:", *filter(str.isprintable, parts))))
    changed = with_inject("caravan", note=Wording(text, text))
    assert read(new_file(changed).encode("utf-8")) == changed
    assert read(changed_file(COMMENTED, changed, model()).encode("utf-8")) == changed


@pytest.mark.long
def test_that_parts_that_lie_scattered_in_a_file_are_changed_all_the_same() -> None:
    offer, goal = COMMENTED.index("[inject.offer]"), COMMENTED.index("[goal.calm]")
    scattered = COMMENTED[:offer] + COMMENTED[goal:] + "\n" + COMMENTED[offer:goal]
    assert read(scattered.encode("utf-8")) == example()
    for change in CHANGES.values():
        changed = change()
        assert read(changed_file(scattered, changed, model()).encode("utf-8")) == changed

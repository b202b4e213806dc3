"""The exercises there are: those that ship, and those of the library."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.document.exercise.findings import Finding, findings
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.drafts import read_draft
from desktop.modelfiles.exercises.read import exercise_files
from desktop.modelfiles.read import read_model
from desktop.modelfiles.tables import file_bytes, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from db import ExerciseSummary, Library


@dataclass(frozen=True, slots=True)
class ListedExercise:
    """Hold one exercise of the list; one that cannot be read has an error in its place."""

    id: int | None
    """Its id in the library; None where it ships with the program."""
    name: str
    """As the library lists it; of one that ships its id."""
    text: str
    exercise: Exercise | None
    findings: tuple[Finding, ...] = ()
    error: VecinosError | None = None


@dataclass(frozen=True, slots=True)
class Shipped:
    """Hold what ships, and the model at its own vantage, which exercises are for."""

    model: Model
    exercises: tuple[ListedExercise, ...]


def shipped(resources: Path) -> Shipped:
    """Read the model and the exercises that ship; it takes a while."""
    model = read_model(resources)
    return Shipped(
        model,
        tuple(
            _listed(None, path.stem, file_bytes(path).decode("utf-8"), model)
            for path in exercise_files(resources)
        ),
    )


def shipped_names(resources: Path) -> tuple[tuple[str, Wording], ...]:
    """Read what the exercises that ship are listed and called as, and nothing else of them."""
    tables = ((path.stem, parse(path.name, file_bytes(path))) for path in exercise_files(resources))
    return tuple((stem, table.wording("name")) for stem, table in tables)


def kept(model: Model) -> "Callable[[Library], tuple[ListedExercise, ...]]":
    """Return the work of reading every exercise of a library."""

    def work(store: "Library") -> tuple[ListedExercise, ...]:
        return tuple(_kept(store, one, model) for one in store.exercises.listed())

    return work


def _kept(store: "Library", one: "ExerciseSummary", model: Model) -> ListedExercise:
    try:
        text = store.exercises.load(one.id)
    except VecinosError as error:
        return ListedExercise(one.id, one.name, "", None, error=error)
    return _listed(one.id, one.name, text, model)


def _listed(id_: int | None, name: str, text: str, model: Model) -> ListedExercise:
    try:
        exercise = read_draft(name, text.encode("utf-8"), model).exercise
    except VecinosError as error:
        return ListedExercise(id_, name, text, None, error=error)
    return ListedExercise(id_, name, text, exercise, findings(exercise, model))


def renamed(one: ListedExercise, name: Wording, model: Model) -> str:
    """Return the text of an exercise under another name."""
    from desktop.modelfiles.exercises.write import changed_file

    assert one.exercise is not None
    return changed_file(one.text, replace(one.exercise, name=name), model)

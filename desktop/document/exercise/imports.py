"""Exercises of elsewhere, on their way into a library."""

from pathlib import Path

from desktop.domain.exercise.exercise import Exercise
from desktop.domain.lines import is_line
from desktop.domain.model.model import Model
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.exercises.drafts import read_draft
from desktop.modelfiles.exercises.parts import MOST_NAME


def title_of(exercise: Exercise, code: LanguageCode) -> str:
    """Return the name of an exercise in a language, in the other one, or else its id."""
    names = {"en": exercise.name.en, "es": exercise.name.es}
    for name in (names[code], *names.values()):
        line = " ".join(name.split())[: MOST_NAME * 2]
        if is_line(line, MOST_NAME * 2):
            return line
    return exercise.id or "exercise"


def exercises_of_pack(path: Path, model: Model, code: LanguageCode) -> tuple[tuple[str, str], ...]:
    """Return name and text of each exercise in a pack; none for a pack of scenarios.

    Raises what `read_exercise_pack` raises, and ExerciseFileError for a text that nobody could go
    on writing: no TOML, or of a later version.
    """
    from db import read_exercise_pack

    found = []
    for text in read_exercise_pack(path):
        draft = read_draft(path.name, text.encode("utf-8"), model)
        found.append((title_of(draft.exercise, code), text))
    return tuple(found)

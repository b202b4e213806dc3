"""How what an exercise holds is called, wherever it is shown."""

from dataclasses import fields
from enum import Enum

from desktop.domain.exercise.exercise import Answer, ExerciseType, Rating, Side, TeamColor
from desktop.domain.exercise.injects import Delivery, InjectType, NoShock, Status, Weight
from desktop.domain.wording import Wording
from desktop.ui.ui_context import UiContext

_LONGEST = 80


def choice_words(one: Enum, look: UiContext) -> str:
    """Return one member of an enumeration in words."""
    match one:
        case ExerciseType():
            return look.text(f"exercise.type.{one}")
        case Rating():
            return look.text(f"exercise.rating.{one}")
        case Side():
            return look.text(f"exercise.side.{one}")
        case TeamColor():
            return look.text(f"exercise.color.{one}")
        case Answer():
            return look.text(f"exercise.answer.{one}")
        case InjectType():
            return look.text(f"exercise.inject_type.{one}")
        case Delivery():
            return look.text(f"exercise.delivery.{one}")
        case Status():
            return look.text(f"exercise.status.{one}")
        case NoShock():
            return look.text(f"exercise.no_shock.{one}")
        case Weight():
            return look.text(f"exercise.weight.{one.value}")
    raise TypeError(one)


def either(wording: Wording, look: UiContext) -> str:
    """Return a text in the window's language, or in the other one where it has none."""
    return look.language.wording(wording) or wording.en or wording.es


def part_name(part: object, look: UiContext) -> str:
    """Return how a part is called in lists: its title, the beginning of its text, or its id."""
    held = {one.name for one in fields(part)}  # type: ignore[arg-type]  # every part is a record
    for name in ("name", "title", "text"):
        if name in held and (words := either(getattr(part, name), look)):
            return short(words)
    return str(getattr(part, "id", ""))


def short(words: str) -> str:
    """Return the beginning of a text, in one line."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"

"""The example of docs/exercises.md, whole and changed."""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path

import tomli
import tomli_w

from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.modelfiles.exercises.form import ExerciseFaultError, ExerciseFileError
from desktop.modelfiles.exercises.read import read_exercise
from desktop.modelfiles.read import read_model

GUIDE = Path(__file__).parents[3] / "docs" / "exercises.md"
FILE = "small.toml"
Plain = dict[str, object]


@cache
def model() -> Model:
    """Return the shipped model."""
    return read_model()


@cache
def source() -> bytes:
    """Return the example as it stands in the guide."""
    *_, example = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return str(example).encode("utf-8")


def plain() -> Plain:
    """Return the example as plain data, which may be changed."""
    return deepcopy(tomli.loads(source().decode("utf-8")))


def read(content: bytes | Plain) -> Exercise:
    """Read an exercise from a file's bytes, or from plain data."""
    data = content if isinstance(content, bytes) else tomli_w.dumps(content).encode("utf-8")
    return read_exercise(FILE, data, model())


def faults(content: bytes | Plain) -> tuple[ExerciseFaultError, ...]:
    """Return everything that is wrong with a file."""
    try:
        read(content)
    except ExerciseFileError as refusal:
        return refusal.faults
    return ()


def places(content: bytes | Plain) -> set[tuple[str, str, str]]:
    """Return table, key and reason of everything that is wrong with a file."""
    return {
        (
            str(fault.fields["table"]),
            str(fault.fields["key"]),
            str(fault.fields["reason"]).removeprefix("reason."),
        )
        for fault in faults(content)
    }


def at(data: object, *path: str | int) -> Plain:
    """Return the table at the end of a path."""
    for step in path:
        assert isinstance(data, dict | list)
        data = data[step]  # type: ignore[index]
    assert isinstance(data, dict)
    return data


def changed(change: Callable[[Plain], object]) -> Plain:
    """Return the example after a change."""
    data = plain()
    change(data)
    return data


def put(*path: str | int, **values: object) -> Plain:
    """Return the example with other values in the table at the end of a path."""
    return changed(lambda data: at(data, *path).update(values))


def tables(data: Mapping[str, object], name: str = "") -> list[tuple[str, Plain]]:
    """Return every table of a file under the name that faults give it, those in lists too."""
    found: list[tuple[str, Plain]] = []
    for key, value in data.items():
        inside = f"{name}.{key}" if name else key
        if isinstance(value, dict):
            found += [(inside, value), *tables(value, inside)]
        elif isinstance(value, list):
            for number, item in enumerate(value, start=1):
                if isinstance(item, dict):
                    found += [(f"{inside}[{number}]", item), *tables(item, f"{inside}[{number}]")]
    return found

"""What is wrong with an exercise under edit, and what is weak in it, by the place of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.review import WHOLE, review
from desktop.domain.model.model import Model
from desktop.modelfiles.exercises.drafts import faults_in
from desktop.modelfiles.exercises.form import ExerciseFaultError
from desktop.modelfiles.exercises.plain import plain
from desktop.modelfiles.exercises.read import TABLES
from desktop.modelfiles.tables import NO_NAME

START = "start"
"""Part that stands for where play starts."""
_FIELDS = {table: part for part, table in TABLES.items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """Say what is wrong or weak, and where."""

    part: str
    """Field of Exercise that holds the part, `start`, or `exercise` for the exercise itself."""
    id: str
    """Of the part; empty where there is one."""
    key: str
    """Field of the part, with those inside it after a dot; empty for the part itself."""
    reason: str
    """Message id `reason.<id>`."""
    fields: Mapping[str, object]
    is_fault: bool
    """It cannot be played; what is only weak can."""

    @property
    def field(self) -> str:
        """Return the field of the part that it is about."""
        return self.key.partition(".")[0].partition("[")[0]


def findings(exercise: Exercise, model: Model) -> tuple[Finding, ...]:
    """Return what keeps an exercise from being one, and then what is weak in its design."""
    wrong = [_of_fault(one) for one in faults_in(plain(exercise), model)]
    rounds = {one.id for one in exercise.rounds}
    weak = review(exercise, model) if all(one.round in rounds for one in exercise.injects) else ()
    told = {(one.part, one.id, one.field) for one in wrong}
    placed = (
        _placed(one.part, one.id, one.key, one.reason, one.fields, is_fault=False) for one in weak
    )
    return (*wrong, *(one for one in placed if (one.part, one.id, one.field) not in told))


def _of_fault(fault: ExerciseFaultError) -> Finding:
    fields = dict(fault.fields)
    table = str(fields.pop("table")).replace(NO_NAME, "")
    key = str(fields.pop("key")).replace(NO_NAME, "")
    reason = str(fields.pop("reason"))
    del fields["file"]
    head, _, rest = table.partition(".")
    if head in _FIELDS:
        name, _, inside = rest.partition(".")
        path = ".".join(part for part in (inside, key) if part)
        return _placed(_FIELDS[head], name, path, reason, fields, is_fault=True)
    path = ".".join(part for part in (table, key) if part)
    return _placed(WHOLE, "", path, reason, fields, is_fault=True)


def _placed(
    part: str, name: str, key: str, reason: str, fields: Mapping[str, object], *, is_fault: bool
) -> Finding:
    if part == WHOLE:
        head, _, inside = key.partition(".")
        if head == START:
            part, key = START, "policy" if inside.startswith(("settings", "events")) else inside
        elif head in _FIELDS or head in TABLES:
            part, key = _FIELDS.get(head, head), ""
    return Finding(part, name, key, reason, fields, is_fault)

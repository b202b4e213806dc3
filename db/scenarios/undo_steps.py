"""Statements that keep undo histories: a save writes only the steps that are new."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.file.rows import ScenarioRow, StepRow
from db.scenarios import undo_log
from db.scenarios.serialization import ContentError, contents
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog, UndoStep


@dataclass(frozen=True, slots=True)
class HeldSteps:
    """Remember which step lies in the library under which number, as of an edition."""

    edition: int
    steps: dict[int, UndoStep]


def write(
    session: Session, row: ScenarioRow, edition: int, log: UndoLog, known: HeldSteps | None
) -> dict[int, UndoStep]:
    """Make the library hold an undo history and return its steps by number.

    `edition` is the one that stood there before this transaction; only the steps that are not
    `known` to lie there as of it are written.
    """
    held = known.steps if known is not None and known.edition == edition else {}
    steps = (*log.done, *reversed(log.undone))
    numbers = {id(step): number for number, step in held.items()}
    first = numbers.get(id(steps[0])) if steps else None
    if first is None:
        session.execute(sa.delete(StepRow).where(StepRow.scenario_id == row.id))
        held, first = {}, 1
    wanted = {first + place: step for place, step in enumerate(steps)}
    gone = [number for number, step in held.items() if wanted.get(number) is not step]
    if gone:
        where = (StepRow.scenario_id == row.id, StepRow.number.in_(gone))
        session.execute(sa.delete(StepRow).where(*where))
    new = [
        _step_row(row.id, number, undo_log.packed(step))
        for number, step in wanted.items()
        if held.get(number) is not step
    ]
    if new:
        session.execute(sa.insert(StepRow), new)
    row.steps_done = first + len(log.done) - 1
    row.steps_digest = undo_log.log_digest(row.steps_done, tuple(wanted))
    return wanted


def read(session: Session, row: ScenarioRow, scenario: Scenario) -> tuple[UndoLog, list[int]]:
    """Return the history of a scenario and the numbers of its steps, oldest first.

    Raises ContentError if anything of it is not as it was kept.
    """
    columns = (StepRow.number, StepRow.label, StepRow.subject, StepRow.change, StepRow.digest)
    found = session.execute(
        sa.select(*columns).where(StepRow.scenario_id == row.id).order_by(StepRow.number)
    ).all()
    numbers = [number for number, *_ in found]
    done: list[undo_log.KeptStep] = []
    undone: list[undo_log.KeptStep] = []
    with contents():
        if undo_log.log_digest(row.steps_done, numbers) != row.steps_digest:
            raise ContentError("steps")
        for number, label, subject, change, digest in found:
            kept = undo_log.KeptStep(label, subject, change)
            if undo_log.step_digest(row.id, number, kept) != digest:
                raise ContentError("step")
            (done if number <= row.steps_done else undone).append(kept)
        return undo_log.unpacked(scenario, done, undone[::-1]), numbers


def _step_row(scenario_id: int, number: int, kept: undo_log.KeptStep) -> dict[str, object]:
    digest = undo_log.step_digest(scenario_id, number, kept)
    return {"scenario_id": scenario_id, "number": number, **asdict(kept), "digest": digest}

"""The notes of scenarios, in every place and every format in which a library keeps them.

Formats before this one are written through their own tables: a file that an upgrade kept, or an
older backup, stays of its format.
"""

import zlib
from collections import Counter
from dataclasses import asdict, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.errors import ScenarioDamagedError
from db.file.rows import FORMAT, ScenarioRow
from db.forgetting.wish import Forgotten, Wish
from db.scenarios import mapping, undo_log
from db.scenarios.serialization import (
    ContentError,
    contents,
    digest,
    inflated,
    plain_of,
    text,
    text_digest,
)
from db.scenarios.versions import LONGEST_CONTENT
from desktop.domain.scenario import Scenario

_NOTES = "notes"
_CHECKED = 3
"""The first format in which undo steps have digests."""
_PUT = """INSERT INTO scenario_step (scenario_id, number, label, subject, change)
VALUES (:id, :number, :label, :subject, :change)"""
_PUT_CHECKED = """INSERT INTO scenario_step (scenario_id, number, label, subject, change, digest)
VALUES (:id, :number, :label, :subject, :change, :digest)"""


def forget_notes(session: Session, wish: Wish, format_number: int) -> Counter[Forgotten]:
    """Take what is to be forgotten out of the notes of all scenarios, and count it.

    A scenario that is not what was saved keeps its digest, and so is told to be damaged as before.
    An undo history or an earlier state that nobody can read goes.
    """
    found = Counter[Forgotten]()
    has_parts = format_number > 1
    asked = "SELECT scenario_id, notes FROM scenario_text"
    if not has_parts:
        asked = "SELECT id, notes FROM scenario"
    for number, notes in session.execute(sa.text(asked)).all():
        left = wish.text(notes)
        if has_parts:
            found[Forgotten.STEPS] += _forget_in_steps(session, wish, number, notes, format_number)
            found[Forgotten.VERSIONS] += _forget_in_versions(session, wish, number)
        if left != notes:
            found[Forgotten.NOTES] += 1
            _put_notes(session, number, left, format_number)
    return found


def _put_notes(session: Session, number: int, left: str, format_number: int) -> None:
    here = {"id": number, "notes": left, "digest": None}
    if format_number == 1:
        put = "UPDATE scenario SET notes = :notes, digest = :digest WHERE id = :id"
        session.execute(sa.text(put), here)
        return
    row = session.get(ScenarioRow, number) if format_number == FORMAT else None
    if row is not None:
        try:
            here["digest"] = digest(replace(mapping.read(row), notes=left))
        except ScenarioDamagedError:
            here["digest"] = row.digest
    session.execute(
        sa.text("UPDATE scenario_text SET notes = :notes WHERE scenario_id = :id"), here
    )
    session.execute(sa.text("UPDATE scenario SET digest = :digest WHERE id = :id"), here)
    asked = "SELECT name, folder, tag_list FROM scenario WHERE id = :id"
    name, folder, tags = session.execute(sa.text(asked), here).one()
    words = mapping.words(Scenario(name, folder=folder, tags=tuple(tags.splitlines()), notes=left))
    put = "UPDATE scenario_words SET words = :words WHERE scenario_id = :id"
    session.execute(sa.text(put), here | {"words": words})


def _forget_in_steps(
    session: Session, wish: Wish, number: int, notes: str, format_number: int
) -> int:
    """Rewrite the undo history of a scenario and return how many steps held what had to go."""
    here: dict[str, object] = {"id": number}
    asked = "SELECT number, label, subject, change FROM scenario_step"
    rows = session.execute(sa.text(f"{asked} WHERE scenario_id = :id ORDER BY number"), here).all()
    kept = [undo_log.KeptStep(*each) for _, *each in rows]
    asked = "SELECT steps_done FROM scenario WHERE id = :id"
    last = session.execute(sa.text(asked), here).scalar_one()
    done = sum(each <= last for each, *_ in rows)
    try:
        left_done, left_undone = undo_log.with_notes(
            notes, kept[:done], kept[done:][::-1], wish.text
        )
    except ContentError:
        left_done, left_undone = [], []
    left = [*left_done, *left_undone[::-1]]
    if left == kept:
        return 0
    session.execute(sa.text("DELETE FROM scenario_step WHERE scenario_id = :id"), here)
    # Steps of the first two formats that had any were not checked.
    checked = format_number >= _CHECKED
    put = _PUT_CHECKED if checked else _PUT
    for place, each in enumerate(left, 1):
        row = {"number": place, **asdict(each), "digest": undo_log.step_digest(number, place, each)}
        session.execute(sa.text(put), here | row)
    here["done"] = len(left_done)
    session.execute(sa.text("UPDATE scenario SET steps_done = :done WHERE id = :id"), here)
    if checked:
        here["digest"] = undo_log.log_digest(len(left_done), range(1, len(left) + 1))
        put = "UPDATE scenario SET steps_digest = :digest WHERE id = :id"
        session.execute(sa.text(put), here)
    return len(kept) - len(set(kept) & set(left))


def _forget_in_versions(session: Session, wish: Wish, number: int) -> int:
    """Rewrite the earlier states of a scenario and return how many had what had to go."""
    found = 0
    asked = "SELECT id, content, digest FROM scenario_version WHERE scenario_id = :id"
    for version, packed, checked in session.execute(sa.text(asked), {"id": number}).all():
        try:
            written = inflated(packed, LONGEST_CONTENT).decode("ascii")
            left = _renoted(written, wish)
        except (ContentError, UnicodeDecodeError):
            gone = "DELETE FROM scenario_version WHERE id = :version"
            session.execute(sa.text(gone), {"version": version})
            continue
        if left == written:
            continue
        found += 1
        sound = text_digest(written) == checked
        row = {
            "version": version,
            "content": zlib.compress(left.encode("ascii"), 9),
            "digest": text_digest(left) if sound else checked,
        }
        put = "UPDATE scenario_version SET content = :content, digest = :digest WHERE id = :version"
        session.execute(sa.text(put), row)
    return found


def _renoted(written: str, wish: Wish) -> str:
    """Return a scenario that is written as JSON with its notes rewritten."""
    with contents():
        plain = plain_of(written)
        left = wish.text(plain.get(_NOTES, ""))
        if left == plain.pop(_NOTES, ""):
            return written
        return text(plain | {_NOTES: left} if left else plain)

"""Who said what in plays, taken out of their records; what was decided and counted stays."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.errors import PlayDamagedError
from db.file.play_rows import PlayEntryRow, PlayRow, PlayWordsRow
from db.forgetting.exercises import people, teams, without_people
from db.forgetting.wish import Forgotten, Wish
from db.plays import records
from db.plays.repository import header_of, kept_of
from db.scenarios.serialization import ContentError, contents, plain_of
from desktop.domain.play.entries import FACILITATOR, Joined, PlayHeader

_NAMES = Joined.WORDS
"""Fields in which people are named; what else people said is a text."""
_OF_A_TEAM = ("team", "mover")


def people_in(session: Session) -> set[str]:
    """Return the names of people on rosters, in exercises played, and of authors."""
    named = sa.select(PlayWordsRow.text).where(PlayWordsRow.field.in_(_NAMES))
    found = {name for name in session.scalars(named) if isinstance(name, str)}
    for row in _plays(session):
        found |= people(row.exercise)
        kept = kept_of(session, row)
        found |= {one.author for one in kept} - _no_people(row, kept)
    return found


def forget_in_plays(session: Session, wish: Wish) -> Counter[Forgotten]:
    """Take what is to be forgotten out of all plays of a library, and count it.

    Where names stood in what a digest covers, the record is chained anew; one that is not as it was
    recorded keeps its digests, and so is told to be damaged as before.
    """
    found = Counter[Forgotten]()
    for row in _plays(session):
        if wish.names:
            found += _forget_names(session, row)
        found += _forget_words(session, row, wish)
    return found


def _plays(session: Session) -> Sequence[PlayRow]:
    return session.scalars(sa.select(PlayRow).order_by(PlayRow.id)).all()


def _is_sound(session: Session, row: PlayRow) -> bool:
    try:
        header_of(row)
        with contents():
            found = records.recorded(row.digest, row.head, kept_of(session, row), {})
            return len(found) == row.entries
    except (ContentError, PlayDamagedError):
        return False


def _forget_names(session: Session, row: PlayRow) -> Counter[Forgotten]:
    kept = kept_of(session, row)
    no_people = _no_people(row, kept)
    named = [one for one in kept if one.author not in no_people]
    listed = people(row.exercise)
    if not named and not listed:
        return Counter()
    exercise = without_people(row.exercise)
    header = PlayHeader(exercise, row.model_version, row.model_digest, row.rehearsal)
    root = records.root(row.begun_at, header)
    nobody = [one if one.author in no_people else one._replace(author=FACILITATOR) for one in kept]
    if _is_sound(session, row):
        nobody = records.rechained(root, nobody)
        row.digest, row.head = root, nobody[-1].digest if nobody else root
    row.exercise = exercise
    session.flush()
    for one in nobody:
        place = (PlayEntryRow.play_id == row.id, PlayEntryRow.number == one.number)
        changed = {"author": one.author, "digest": one.digest}
        session.execute(sa.update(PlayEntryRow).where(*place).values(changed))
    return Counter({Forgotten.PEOPLE: len(listed), Forgotten.AUTHORS: len(named)})


def _no_people(row: PlayRow, kept: Iterable[records.KeptEntry]) -> set[str]:
    """Return what an author may be called without being a person: whoever runs it, and teams."""
    found = {FACILITATOR, *teams(row.exercise)}
    for one in kept:
        with suppress(ContentError), contents():
            plain = plain_of(one.content)
            found |= {plain[key] for key in _OF_A_TEAM if isinstance(plain.get(key), str)}
    return found


def _forget_words(session: Session, row: PlayRow, wish: Wish) -> Counter[Forgotten]:
    found = Counter[Forgotten]()
    said = sa.select(PlayWordsRow).where(PlayWordsRow.play_id == row.id)
    for one in session.scalars(said).all():
        named = one.field in _NAMES
        if named and not wish.names:
            continue
        left = "" if named else wish.text(one.text)
        if left == one.text:
            continue
        found[Forgotten.PEOPLE if named else Forgotten.WORDS] += 1
        if left:
            one.text = left
        else:
            session.delete(one)
    session.flush()
    return found

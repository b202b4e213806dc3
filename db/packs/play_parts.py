"""The parts of a pack that hold a play: what it pins, its exercise, its report, its entries."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from db.plays import records
from db.plays.summary import PlayCopy
from db.reports import records as reports
from db.scenarios.serialization import ContentError, content, contents, plain_of, text
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import KIND_OF, PlayHeader, Recorded

COVER, EXERCISE, REPORT = "play.json", "exercise.toml", "report.json"
MOST_ENTRIES = 50_000
"""A half day comes to some hundreds."""


def parts_of_play(copy: PlayCopy, part_bytes: int) -> dict[str, bytes]:
    """Return the parts that hold a play, entries in parts of so many bytes at most."""
    header = copy.header
    cover = {
        "name": copy.name,
        "begun_at": _written(copy.begun_at),
        "model_version": header.model_version,
        "model_digest": header.model_digest,
        "rehearsal": header.rehearsal,
        "entries": len(copy.entries),
    }
    parts = {COVER: _line(cover), EXERCISE: header.exercise.encode("utf-8")}
    if copy.report is not None:
        parts[REPORT] = reports.written(copy.report).encode("ascii") + b"\n"
    for number, lines in enumerate(_gathered(map(_entry_line, copy.entries), part_bytes)):
        parts[_path(number)] = lines
    return parts


def play_in(parts: dict[str, bytes], newest: int, *, with_report: bool) -> PlayCopy:
    """Return the play that parts of a pack of a format hold; raise ContentError if they hold none.

    There is a report in it or there is none, as its format says. Nor may it hold what a library
    could not keep, or the format does not have.
    """
    with contents():
        cover = plain_of(parts.pop(COVER))
        exercise = parts.pop(EXERCISE).decode("utf-8")
        report = reports.draft_of(parts.pop(REPORT).decode("ascii")) if with_report else None
        paths = [_path(number) for number in range(len(parts))]
        if set(paths) != set(parts):
            raise ContentError("paths")
        lines = b"".join(parts[path] for path in paths).splitlines()
        if len(lines) > MOST_ENTRIES:
            raise ContentError("entries")
        entries = tuple(
            _entry(plain_of(line), number, newest) for number, line in enumerate(lines, 1)
        )
        copy = replace(_covered(cover, exercise, entries), report=report)
    try:
        records.check_play(copy.name, copy.header)
        for one in copy.entries:
            records.check(one)
    except VecinosError as error:
        raise ContentError(error.code) from error
    return copy


def _covered(cover: Any, exercise: str, entries: tuple[Recorded, ...]) -> PlayCopy:
    match cover:
        case {
            "name": str(name),
            "begun_at": str(begun_at),
            "model_version": str(version),
            "model_digest": str(digest),
            "rehearsal": bool(rehearsal),
            "entries": int(count),
            **rest,
        } if not rest and count == len(entries):
            header = PlayHeader(exercise, version, digest, rehearsal)
            return PlayCopy(name, _instant(begun_at), header, entries)
    raise ContentError(COVER)


def _entry(plain: Any, number: int, newest: int) -> Recorded:
    match plain:
        case {
            "number": place,
            "instant": str(instant),
            "seconds": float(seconds),
            "author": str(author),
            "kind": str(kind),
            "content": said,
            **rest,
        } if type(place) is int and place == number and not rest:
            entry = records.entry_of(kind, said, {}, newest)
            return Recorded(number, _instant(instant), seconds, author, entry)
    raise ContentError(f"entry {number}")


def _entry_line(one: Recorded) -> bytes:
    return _line(
        {
            "number": one.number,
            "instant": _written(one.instant),
            "seconds": float(one.seconds),
            "author": one.author,
            "kind": KIND_OF[type(one.entry)],
            "content": content(one.entry),
        }
    )


def _line(plain: object) -> bytes:
    return text(plain).encode("ascii") + b"\n"


def _gathered(lines: Iterable[bytes], most: int) -> Iterable[bytes]:
    """Yield lines put together, as many as fit."""
    gathered = bytearray()
    for line in lines:
        if gathered and len(gathered) + len(line) > most:
            yield bytes(gathered)
            gathered.clear()
        gathered += line
    if gathered:
        yield bytes(gathered)


def _path(number: int) -> str:
    return f"entries/{number:04d}.jsonl"


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()


def _instant(written: str) -> datetime:
    """Return an instant that stands as it is written here."""
    found = datetime.fromisoformat(written)
    if found.tzinfo is None or _written(found) != written or found.year > records.LAST_YEAR:
        raise ContentError("instant")
    return found.astimezone(UTC)

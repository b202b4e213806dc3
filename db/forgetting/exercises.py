"""Who sits in the teams of an exercise, found in its text and taken out of it."""

import re
import tomllib
import zlib
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TypeGuard

import sqlalchemy as sa
import tomlkit
from sqlalchemy.orm import Session
from tomlkit.exceptions import TOMLKitError

from db.errors import VersionDamagedError
from db.exercises.repository import is_sound, text_digest, text_of
from db.file.rows import ExerciseRow, ExerciseVersionRow
from db.forgetting.wish import Forgotten
from db.scenarios.serialization import Plain

_MEMBERS = re.compile(r"""(?m)^([ \t]*members[ \t]*=[ \t]*)\[(?:[^\]"']|"[^"\n]*"|'[^'\n]*')*\]""")
"""A list of people as it is usually written; the number of members of `[start]` is no list."""
_NAMES = re.compile(r"""["']([^"'\n]+)""")


def people(text: str) -> frozenset[str]:
    """Return the names of people in the teams of an exercise, finished or not."""
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        lists = "".join(one.group() for one in _MEMBERS.finditer(text))
        return frozenset(_NAMES.findall(lists))
    members = (team.get("members") for team in _teams(plain))
    found = (name for each in members if isinstance(each, list) for name in each)
    return frozenset(name for name in found if isinstance(name, str))


def teams(text: str) -> frozenset[str]:
    """Return the ids of the teams of an exercise; none of a text that is no TOML yet."""
    try:
        found = tomllib.loads(text).get("team")
    except tomllib.TOMLDecodeError:
        return frozenset()
    return frozenset(found) if isinstance(found, dict) else frozenset()


def without_people(text: str) -> str:
    """Return the text of an exercise without its lists of people, and all else as it was."""
    if not people(text):
        return text
    try:
        wanted = tomllib.loads(text)
        for team in _teams(wanted):
            team.pop("members", None)
        document = tomlkit.parse(text)
        for team in _teams(document):
            team.pop("members", None)
        left = tomlkit.dumps(document)
        if tomllib.loads(left) == wanted:
            return left
    except (tomllib.TOMLDecodeError, TOMLKitError, LookupError):
        # One that is not finished, or written in a way that tomlkit loses count of.
        pass
    return _MEMBERS.sub(r"\1[]", text)


def _teams(plain: Mapping[str, Any]) -> list[Plain]:
    found = plain.get("team")
    return [one for one in found.values() if isinstance(one, dict)] if _is_table(found) else []


def _is_table(plain: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(plain, Mapping)


def people_in(session: Session) -> set[str]:
    """Return the names of people in all exercises of a library, earlier states included."""
    texts = [row.content for row in session.scalars(sa.select(ExerciseRow))]
    for version in session.scalars(sa.select(ExerciseVersionRow)):
        with suppress(VersionDamagedError):
            texts.append(text_of(version))
    return {name for text in texts for name in people(text)}


def forget_people(session: Session) -> Counter[Forgotten]:
    """Take the names of people out of all exercises and their earlier states, and count them.

    An exercise that is not what was saved keeps its digest, and so is told to be damaged as before;
    an earlier state that nobody can read goes.
    """
    found = Counter[Forgotten]()
    for row in session.scalars(sa.select(ExerciseRow)).all():
        names = people(row.content)
        if names:
            found[Forgotten.PEOPLE] += len(names)
            sound = is_sound(row)
            row.content = without_people(row.content)
            if sound:
                row.digest = text_digest(row.content)
    for version in session.scalars(sa.select(ExerciseVersionRow)).all():
        try:
            text = text_of(version)
        except VersionDamagedError:
            session.delete(version)
            continue
        names = people(text)
        if names:
            found[Forgotten.PEOPLE] += len(names)
            left = without_people(text)
            version.digest = text_digest(left)
            version.content = zlib.compress(left.encode("utf-8"), 9)
    session.flush()
    return found

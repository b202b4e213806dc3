"""A disk that keeps what was flushed, and of the rest what chance leaves.

It goes by what POSIX promises and no more. `fsync` of a file keeps its content, not its name; that
needs `fsync` of the folder. What was not flushed may be on the disk or not: of a file any sectors
of it, of a folder the first so many of its changes, for file systems keep these in order.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Union

SECTOR = 512
"""Bytes that are written whole or not at all; a page of SQLite has eight of them."""


@dataclass
class File:
    """Hold what is on the disk, and every change since."""

    flushed: bytes = b""
    changes: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Place and what was written there; None where the file was cut off."""

    def now(self) -> bytes:
        """Return the content as programs see it."""
        return _changed(self.flushed, self.changes)

    def flush(self) -> None:
        """Put all of it on the disk."""
        self.flushed, self.changes = self.now(), []

    def left(self, chosen: random.Random | None) -> bytes:
        """Return what a power cut leaves: what was flushed and, with chance, some of the rest."""
        if chosen is None:
            return self.flushed
        share = chosen.choice((0.2, 0.5, 0.8, 1.0))
        sectors = [
            (place + first, None if data is None else data[first : first + SECTOR])
            for place, data in self.changes
            for first in range(0, 1 if data is None else len(data), SECTOR)
        ]
        return _changed(self.flushed, [one for one in sectors if chosen.random() < share])


@dataclass
class Folder:
    """Hold what names lead to: on the disk first, then as every change since has left it."""

    states: list[dict[str, Union["Folder", File]]] = field(default_factory=lambda: [{}])

    @property
    def now(self) -> dict[str, Union["Folder", File]]:
        """Return the names as programs see them."""
        return self.states[-1]

    def change(self, **names: Union["Folder", File, None]) -> None:
        """Give names to files and folders, or take them away, in one step."""
        after = {**self.now, **names}
        self.states.append({name: node for name, node in after.items() if node is not None})

    def flush(self) -> None:
        """Put all names on the disk."""
        self.states = [self.now]

    def left(self, chosen: random.Random | None) -> dict[str, Union["Folder", File]]:
        """Return the names that a power cut leaves."""
        return self.states[0] if chosen is None else chosen.choice(self.states)


class Disk:
    """Take a program's calls and tell what a power cut would leave."""

    def __init__(self, root: Path) -> None:
        """Begin with what is in a folder, all of it flushed."""
        self._root = root
        self._tree = _held(root)

    def contains(self, path: str) -> bool:
        """Say whether a path is of this disk."""
        return PurePath(path).is_relative_to(self._root)

    def node(self, path: str) -> Folder | File | None:
        """Return what a path leads to."""
        found: Folder | File | None = self._tree
        for name in PurePath(path).relative_to(self._root).parts:
            found = found.now.get(name) if isinstance(found, Folder) else None
        return found

    def name(self, path: str, node: Folder | File | None) -> None:
        """Make a path lead to something, or to nothing."""
        self._parent(path).change(**{PurePath(path).name: node})

    def rename(self, old: str, new: str) -> None:
        """Move what a path leads to, in one step."""
        folder, moved = self._parent(old), self.node(old)
        assert folder is self._parent(new), "a move between folders is not one step"
        assert moved is not None, old
        folder.change(**{PurePath(old).name: None, PurePath(new).name: moved})

    def _parent(self, path: str) -> Folder:
        found = self.node(str(PurePath(path).parent))
        assert isinstance(found, Folder), path
        return found

    def cut(self, out: Path, chosen: random.Random | None) -> None:
        """Write to a folder what a power cut at this moment leaves.

        Without chance it is only what was flushed: the least that a disk may keep.
        """
        for name, content in _left(self._tree, chosen, PurePath()):
            if content is None:
                (out / name).mkdir()
            else:
                (out / name).write_bytes(content)


def _held(path: Path) -> Folder:
    names: dict[str, Folder | File] = {
        each.name: _held(each) if each.is_dir() else File(each.read_bytes())
        for each in path.iterdir()
    }
    return Folder([names])


def _left(
    folder: Folder, chosen: random.Random | None, at: PurePath
) -> Iterator[tuple[PurePath, bytes | None]]:
    for name, node in folder.left(chosen).items():
        if isinstance(node, Folder):
            yield at / name, None
            yield from _left(node, chosen, at / name)
        else:
            yield at / name, node.left(chosen)


def _changed(content: bytes, changes: list[tuple[int, bytes | None]]) -> bytes:
    found = bytearray(content)
    for place, data in changes:
        if len(found) < place:
            found += bytes(place - len(found))
        if data is None:
            del found[place:]
        else:
            found[place : place + len(data)] = data
    return bytes(found)

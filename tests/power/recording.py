"""What a program does to a disk, as the system saw it, done again call by call.

The program runs under strace, so that no write can go unseen. Lines that it prints come in order
between its calls: by them is known what it had acknowledged at any moment.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.power.disk import Disk, File, Folder

ROOT = Path(__file__).parents[2]
_DONE = (
    *("openat", "write", "pwrite64", "ftruncate", "unlink", "rename", "mkdir"),
    *("fsync", "fdatasync", "lseek", "close"),
)
_UNKNOWN = (
    *("open", "creat", "writev", "pwritev", "pwritev2", "truncate", "fallocate", "unlinkat"),
    *("renameat", "renameat2", "link", "linkat", "symlink", "mkdirat", "rmdir", "sendfile"),
    *("copy_file_range", "splice", "sync_file_range", "sync", "syncfs", "dup", "dup2", "dup3"),
)
"""Calls that this disk does not know; a program that makes one on it cannot be judged."""
_CALL = re.compile(r"(?:[0-9]+ +)?([a-z0-9_]+)\((.*)\) += (-?[0-9]+)", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_PRINTED = 1


@dataclass(frozen=True, slots=True)
class Call:
    """Hold one call that succeeded."""

    name: str
    given: tuple[str, ...]
    """What is no text, as strace words it."""
    texts: tuple[bytes, ...]
    result: int


def recorded(module: str, *given: str) -> list[Call]:
    """Run a program to its end and return what it did."""
    traced = ",".join((*_DONE, *_UNKNOWN))
    reading, writing = os.pipe()
    tracer = ["strace", "-f", "--seccomp-bpf", "-qq", "-xx", "-s", "9999999"]
    command = [*tracer, "-o", f"/dev/fd/{writing}", "-e", f"trace={traced}", "-e", "signal=none"]
    with (
        os.fdopen(reading) as told,
        subprocess.Popen(
            [*command, sys.executable, "-m", module, *given],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=(writing,),
        ) as program,
    ):
        os.close(writing)
        calls = [call for line in told for call in _read(line)]
        _, errors = program.communicate()
    assert program.returncode == 0, errors
    return calls


def _read(line: str) -> list[Call]:
    assert "<unfinished" not in line, f"two threads at once: {line[:80]}"
    found = _CALL.match(line)
    assert found is not None, line[:200]
    name, words, result = found[1], found[2], int(found[3])
    if result < 0:
        return []
    texts = tuple(bytes.fromhex(each.replace("\\x", "")) for each in _TEXT.findall(words))
    return [Call(name, tuple(re.split(r", ", _TEXT.sub("", words))), texts, result)]


class Replay:
    """Do recorded calls on a disk, one after the other."""

    def __init__(self, root: Path, calls: list[Call]) -> None:
        """Begin with what is in the folder `root`, which is where the program worked."""
        self.disk = Disk(root)
        self.said: list[Any] = []
        """What the program has printed so far, a JSON value a line."""
        self._calls = iter(calls)
        self._open: dict[int, File | Folder | None] = {}
        """What a descriptor leads to; None where that is not on this disk."""
        self._place: dict[int, int] = {}

    def step(self) -> bool:
        """Do one call; return whether it changed, flushed or told anything."""
        call = next(self._calls)
        paths = [each.decode() for each in call.texts if call.name not in ("write", "pwrite64")]
        if not paths:
            return self._on_descriptor(call)
        if not any(map(self.disk.contains, paths)):
            if call.name == "openat":
                self._open[call.result] = None
            return False
        assert call.name in _DONE, call.name
        if call.name == "openat":
            return self._opened(call, paths[0])
        if call.name == "rename":
            self.disk.rename(paths[0], paths[1])
        else:
            self.disk.name(paths[0], Folder() if call.name == "mkdir" else None)
        return True

    def _opened(self, call: Call, path: str) -> bool:
        flags = call.given[2].split("|")
        node = self.disk.node(path)
        made = node is None
        if node is None:
            assert "O_CREAT" in flags, path
            node = File()
            self.disk.name(path, node)
        cut_off = "O_TRUNC" in flags and isinstance(node, File)
        if cut_off and isinstance(node, File):
            node.changes.append((0, None))
        assert "O_APPEND" not in flags, path
        self._open[call.result], self._place[call.result] = node, 0
        return made or cut_off

    def _on_descriptor(self, call: Call) -> bool:
        number = int(call.given[0])
        if call.name == "write" and number == _PRINTED:
            self.said += map(json.loads, call.texts[0].decode().splitlines())
            return True
        node = self._open.pop(number, None) if call.name == "close" else self._open.get(number)
        if node is None or call.name == "close":
            return False
        assert call.name in _DONE, call.name
        if call.name == "lseek":
            self._place[number] = call.result
            return False
        if call.name in ("fsync", "fdatasync"):
            node.flush()
            return True
        assert isinstance(node, File), call.name
        if call.name == "ftruncate":
            node.changes.append((int(call.given[1]), None))
            return True
        place = int(call.given[3]) if call.name == "pwrite64" else self._place[number]
        node.changes.append((place, call.texts[0][: call.result]))
        if call.name == "write":
            self._place[number] = place + call.result
        return True

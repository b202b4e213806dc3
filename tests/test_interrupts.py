"""Ctrl+C at random instants of every command, and the account of what became of it.

A terminal sends the signal to all processes it has started, a script to one: both are tried. Before
its first line the program can answer for nothing: until then Python itself is being started, and
ends as it likes. Python tells when that line is reached: see `_MARK`.
"""

import io
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from db.file.integrity_report import check_store
from db.library import Library
from db.packs.pack import packed
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.modelfiles.read import read_model
from desktop.reports.pack_file import write_pack
from desktop.reports.streams import say
from tests.homes import home

ROOT = Path(__file__).parents[1]
TRIES = int(os.environ.get("VECINOS_INTERRUPTS", "14"))
"""Of each command."""
PATIENCE = 600.0
OPEN_FOR = 9.0
"""Seconds within which a window, or a calibration, that would go on for long is interrupted."""

_MARK = """
import os, sys
first = os.path.join("desktop", "__main__.py")
def watch(event, arguments):
    if event == "exec" and arguments[0].co_filename.endswith(first):
        try:
            os.write(int(os.environ["VECINOS_MARK"]), b"x")
        except OSError:
            pass
sys.addaudithook(watch)
"""
"""What Python runs before the program: it writes a byte as the program's first line is reached."""


@dataclass(frozen=True, slots=True)
class Case:
    """Name a command; {} stands for the folder in which it finds and leaves everything."""

    name: str
    words: tuple[str, ...]
    adds: bool = False
    """Whether it puts scenarios into the library."""
    ends: bool = True
    """Whether it ends by itself, soon."""
    says: str = ""
    """A pattern of the lines that it may write to standard error."""
    variables: Mapping[str, str] = field(default_factory=dict)


SPEC = """
format = 1
points = 60
members = 100
indicators = ["homicide_rate"]
[levers.mx_security_spending]
"""
"""Three blocks of an exploration."""
KEPT = ("--store", "{}/kept.vecinos-library")
CASES = (
    Case("project", ("project", "--members", "60", "--out", "{}/out.csv")),
    Case("project to XLSX", ("project", "--members", "9", "--out", "{}/out.xlsx")),
    Case("project to a pipe", ("project", "--members", "9", "--scenario", "a", *KEPT)),
    Case("levers", ("levers", "--json")),
    Case("sources", ("sources",)),
    Case("scenarios", ("scenarios", *KEPT)),
    Case("hindcast", ("hindcast", "--origin", "2018")),
    Case(
        "calibrate",
        ("calibrate", "--origin", "2012"),
        ends=False,
        says=r".*[0-9] of [0-9]+ .*|.*calibrate --resume.*",
    ),
    Case(
        "explore",
        ("explore", "{}/spec.toml", "--out", "{}/out.csv"),
        says=r"Runs of the model: .*|Stopped, and no table was written; .*",
    ),
    Case("export-model", ("export-model", "{}/out.xmile")),
    Case("snapshot", ("snapshot", "{}/out.png")),
    Case("pack", ("pack", "T", "{}/out.vecinos", *KEPT)),
    Case("unpack", ("unpack", "{}/some.vecinos", *KEPT), adds=True),
    Case("backups", ("backups", *KEPT)),
    Case(
        "restore",
        ("backups", "--restore", "1", "{}/out.vecinos-library", *KEPT),
    ),
    Case("check-store", ("check-store", "{}/kept.vecinos-library")),
    # Qt itself says so where there is no screen.
    Case("self-test", ("self-test", "--source"), says=r"This plugin does not support .*"),
    Case("window", ("{}/kept.vecinos-library",), ends=False),
    Case(
        "no display",
        ("{}/kept.vecinos-library",),
        variables={"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""},
    ),
)


@dataclass(slots=True)
class Run:
    """Hold what one run did."""

    code: int
    said: str
    complaint: str
    begun: bool
    seconds: float


@dataclass(frozen=True)
class Bench:
    """Run commands, each in a fresh folder."""

    folder: Path
    pattern: Path
    marker: Path

    def fresh(self, name: str) -> Path:
        """Return a new folder with a library, its backup and a pack."""
        return Path(shutil.copytree(self.pattern, self.folder / name))

    @contextmanager
    def started(self, case: Case, place: Path) -> "Iterator[tuple[subprocess.Popen[str], int]]":
        """Start a command; the number is of the pipe that the marker comes through."""
        reading, writing = os.pipe()
        variables = {
            **os.environ,
            **home(place / "home"),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join((str(self.marker), str(ROOT))),
            "TMPDIR": str(place / "temporary"),
            "VECINOS_MARK": str(writing),
            "QT_QPA_PLATFORM": "offscreen",
            **case.variables,
        }
        try:
            with subprocess.Popen(
                [
                    *(sys.executable, "-m", "desktop"),
                    *(word.format(place) for word in case.words),
                ],
                cwd=place,
                env=variables,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                pass_fds=(writing,),
                start_new_session=True,
            ) as process:
                os.close(writing)
                try:
                    yield process, reading
                finally:
                    with suppress(ProcessLookupError):
                        os.killpg(process.pid, signal.SIGKILL)
        finally:
            os.close(reading)

    def run(self, case: Case, place: Path, after: float | None = None, to: str = "one") -> Run:
        """Run a command, interrupted after so many seconds if told so."""
        begin = time.monotonic()
        with self.started(case, place) as (process, marker):
            if after is not None:
                time.sleep(after)
                with suppress(ProcessLookupError):
                    (os.killpg if to == "all" else os.kill)(process.pid, signal.SIGINT)
            try:
                said, complaint = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                return Run(-signal.SIGKILL, "", "it did not end", begun=True, seconds=PATIENCE)
            os.set_blocking(marker, False)
            try:
                begun = os.read(marker, 1) == b"x"
            except BlockingIOError:
                # Some other process of the command still holds the other end.
                begun = False
        return Run(process.returncode, said, complaint, begun, time.monotonic() - begin)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    marker = tmp_path_factory.mktemp("marker")
    (marker / "sitecustomize.py").write_text(_MARK)
    pattern = tmp_path_factory.mktemp("pattern")
    for part in ("home", "temporary"):
        (pattern / part).mkdir()
    (pattern / "spec.toml").write_text(SPEC)
    with Library.open(pattern / "kept.vecinos-library") as store:
        store.scenarios.create_all(plans("a", "b", "c"))
        store.back_up()
    write_pack(packed(plans("d", "e", "f")), pattern / "some.vecinos")
    return Bench(tmp_path_factory.mktemp("interrupted"), pattern, marker)


def plans(*names: str) -> list[Scenario]:
    """Return scenarios in a folder, made under the model as it is."""
    model = read_model()
    policy = Policy({"legal_pathways": Setting(2000.0)})
    version, digest = model.version, model.digest
    return [
        Scenario(name, policy, folder="T", model_version=version, model_digest=digest)
        for name in names
    ]


def left(place: Path) -> dict[str, bytes]:
    """Return what lies in a folder, but for locks, logs and what a program keeps of itself."""
    own = ("home", "temporary")
    files = {
        str(path.relative_to(place)): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and path.suffix != ".lock" and path.relative_to(place).parts[0] not in own
    }
    temporary = {f"temporary/{path.name}": b"" for path in (place / "temporary").iterdir()}
    neighbors = {
        f"home/{path.name}": b"" for path in (place / "home").rglob(".vecinos-*") if path.is_file()
    }
    return files | temporary | neighbors


def expected(case: Case, run: Run) -> bool:
    """Say whether all that a run wrote to standard error is what it may write."""
    return all(re.fullmatch(case.says, line) for line in run.complaint.splitlines())


def is_whole(name: str, found: bytes, expected: bytes) -> bool:
    """Say whether a file is what an uninterrupted command makes, and not a part of it."""
    if name.endswith(".xlsx"):
        # It says when it was made.
        return zipfile.is_zipfile(io.BytesIO(found))
    if name.endswith(".png"):
        # Under a heavy load a picture was once seen to differ in its bytes; its end is what counts.
        return found.endswith(b"IEND\xaeB`\x82")
    return found == expected


def wrong(
    case: Case, place: Path, run: Run, before: Mapping[str, bytes], whole: Mapping[str, bytes]
) -> str:
    """Say what is wrong about an interrupted run; nothing where nothing is.

    `whole` is what an uninterrupted one makes.
    """
    found = left(place)
    more = found.keys() - before.keys()
    if not run.begun:
        return f"left {more}" if more else ""
    if run.code not in (0, 130):
        return f"code {run.code}, said {run.complaint[-200:]!r}"
    if not expected(case, run):
        return f"said {run.complaint[-400:]!r}"
    if more - whole.keys():
        return f"left {sorted(more - whole.keys())}"
    for name in more:
        if not is_whole(name, found[name], whole[name]):
            return f"{name} is not whole"
    if run.code == 0 and case.ends and more != whole.keys():
        return "ended as if it were done, and is not"
    checked = check_store(place / "kept.vecinos-library")
    counts = (3, 6) if case.adds else (3,)
    if before.keys() - found.keys():
        return f"lost {sorted(before.keys() - found.keys())}"
    if checked.damaged or checked.scenarios not in counts:
        return f"library: {checked}"
    return ""


@pytest.mark.long
@pytest.mark.posix("a signal sent to one process, or to all of a session")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_that_ctrl_c_at_any_time_ends_a_command_with_130_without_a_word_and_leaves_nothing_half(
    case: Case, bench: Bench
) -> None:
    chosen = random.Random(case.name)
    seconds, whole = OPEN_FOR, {}
    if case.ends:
        place = bench.fresh(f"{case.name}-whole")
        before = left(place)
        run = bench.run(case, place)
        assert run.code == 0
        assert expected(case, run), run.complaint
        made = left(place)
        seconds, whole = run.seconds, {name: made[name] for name in made.keys() - before.keys()}
    tally: Counter[str] = Counter()
    short = []
    for number in range(TRIES):
        place = bench.fresh(f"{case.name}-{number}")
        before = left(place)
        # One try in each stretch of the time it takes.
        after = seconds * (number + chosen.random()) / TRIES
        to = ("one", "all")[number % 2]
        run = bench.run(case, place, after, to)
        found = wrong(case, place, run, before, whole)
        if found:
            short.append(f"after {after:.2f} s, to {to}: {found}")
        tally["fell short" if found else "held" if run.begun else "before it began"] += 1
    say(
        f"{case.name}: tried {TRIES}, held {tally['held']}, before it began "
        f"{tally['before it began']}, fell short {tally['fell short']}"
    )
    assert not short, "\n".join(short)

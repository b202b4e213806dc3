"""The packaged program's self-test: where it must pass, and that it names what is broken.

Circumstances that hide nothing of each other are tried in one run; one that fails is tried again in
each of them alone, and the failure names those.

Run by `make frozen` on dist/vecinos; `make test` does not collect it, for want of a package. Needs
`unshare` (as root, or with user namespaces allowed), `strace` and `Xvfb`; what is missing fails the
test that needs it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

import pytest

from db.library import Library
from db.packs.pack import packed, read_pack
from desktop.domain.scenario import Scenario
from desktop.selftest import OLD_LIBRARY, OLD_SCENARIO
from tests.report_examples import FOLDER, PLAY, SCRIPT, name, words_of

BUNDLE = Path(__file__).parents[2] / "dist" / "vecinos"
SECONDS = 600
NOTHING: Mapping[str, str] = {}

# Nothing to reach, and the folders given first cannot be written: permission bits would not stop
# root, a read-only mount does.
APART = """
while [ "$1" != -- ]; do
    mount --bind "$1" "$1"
    mount -o remount,bind,ro "$1"
    if touch "$1/probe" 2>/dev/null; then echo "$1 can be written" >&2; exit 99; fi
    shift
done
shift
exec "$@"
"""


IN_FOLDER = 'cd "$1" && exec "$2" --lang en "$3"'


@dataclass(frozen=True)
class Ending:
    """Hold how a run ended."""

    code: int
    output: str
    errors: str


def run_apart(
    command: list[str], *, read_only: tuple[Path, ...], environment: Mapping[str, str]
) -> Ending:
    """Run a command without a network and with some folders read-only."""
    rights = [] if os.geteuid() == 0 else ["--map-root-user"]
    apart = ["unshare", *rights, "--mount", "--net", "sh", "-euc", APART, "sh"]
    finished = subprocess.run(
        [*apart, *map(str, read_only), "--", *command],
        env={"PATH": os.environ["PATH"], **environment},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
    )
    return Ending(finished.returncode, finished.stdout, finished.stderr)


def self_test(
    bundle: Path,
    home: Path,
    *,
    locked: tuple[Path, ...] = (),
    through: tuple[str, ...] = (),
    environment: Mapping[str, str] = NOTHING,
) -> Ending:
    """Run a bundle's self-test from a read-only folder, off-screen unless told otherwise."""
    home.mkdir(parents=True, exist_ok=True)
    return run_apart(
        [*through, str(bundle / "vecinos"), "self-test"],
        read_only=(bundle, *locked),
        environment={
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            **environment,
        },
    )


def command(home: Path, *words: str) -> Ending:
    """Run a command of the bundle, off-screen, in English."""
    home.mkdir(parents=True, exist_ok=True)
    return run_apart(
        [str(BUNDLE / "vecinos"), "--lang", "en", *words],
        read_only=(BUNDLE,),
        environment={"HOME": str(home), "LANG": "C.UTF-8"},
    )


@dataclass(frozen=True)
class Circumstance:
    """Hold how a run differs from a usual one."""

    bundle: Path = BUNDLE
    home: str = "home"
    through: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    def and_in(self, other: "Circumstance") -> "Circumstance":
        """Return both at once; they differ in other things."""
        return Circumstance(
            other.bundle if self.bundle == BUNDLE else self.bundle,
            other.home if self.home == Circumstance.home else self.home,
            (*self.through, *other.through),
            {**self.environment, **other.environment},
        )


def assert_passes(folder: Path, circumstances: Mapping[str, Circumstance]) -> tuple[Ending, Path]:
    """Run the self-test in all circumstances at once; return how it ended, and its home.

    Where it fails, name the circumstances in which it does so alone.
    """

    def tried(name: str, given: Circumstance) -> tuple[Ending, Path, bool]:
        home = folder / name / given.home
        ending = self_test(given.bundle, home, through=given.through, environment=given.environment)
        lines = ending.output.splitlines() or [""]
        itself = lines[0].endswith(str(given.bundle / "vecinos"))
        well = ending.code == 0 and itself and lines[-1].startswith("Self-test passed")
        return ending, home, well

    ending, home, well = tried("all", reduce(Circumstance.and_in, circumstances.values()))
    if not well:
        alone = [name for name, one in circumstances.items() if not tried(name, one)[2]]
        blamed = ", ".join(alone) or f"none of these alone, but all: {', '.join(circumstances)}"
        pytest.fail(f"It fails in {blamed}.\n{ending}")
    return ending, home


ACCENTS = Circumstance(home="Casa de Íñigo Nuñez (México)")


def test_that_it_passes_without_network_in_an_empty_home_and_opens_no_socket_towards_a_network(
    tmp_path: Path,
) -> None:
    trace = tmp_path / "trace"
    tracer = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket", "-o", str(trace))
    ending, home = assert_passes(
        tmp_path,
        {
            "a read-only folder, an empty home and no network": Circumstance(),
            "a trace": Circumstance(through=tracer),
        },
    )
    assert "a change divided by a process of its own" in ending.output
    left = [path for path in home.rglob("*") if "vecinos" in path.name.lower()]
    assert left == [], "the self-test leaves no library and no preferences behind"
    assert internet_sockets(trace) == []

    opens = "import socket; socket.socket(socket.AF_INET6)"
    control = run_apart([*tracer, sys.executable, "-c", opens], read_only=(), environment={})
    assert control.code == 0, control
    assert len(internet_sockets(trace)) == 1, "the tracer would have seen one"


def test_that_it_passes_with_the_c_locale_where_its_folder_and_its_home_have_spaces_and_accents(
    tmp_path: Path,
) -> None:
    bundle = tmp_path / "Programas año 2026" / "vecinos"
    shutil.copytree(BUNDLE, bundle, symlinks=True, copy_function=os.link)
    assert_passes(
        tmp_path,
        {
            "a folder with accents": Circumstance(bundle),
            "a home with accents": ACCENTS,
            "the C locale": Circumstance(environment={"LANG": "C", "LC_ALL": "C"}),
        },
    )


def test_that_the_shipped_library_is_migrated_and_its_scenario_handed_on(tmp_path: Path) -> None:
    home, library = tmp_path / "home", tmp_path / "old.vecinos-library"
    shipped = BUNDLE / "_internal" / "resources" / "selftest" / OLD_LIBRARY
    shutil.copyfile(shipped, library)
    asked = ("--store", str(library))
    checked = command(home, "check-store", str(library), "--json")
    assert checked.code == 0, checked
    assert json.loads(checked.output)[0]["format"] == 1

    brought, handed_on = tmp_path / "brought.vecinos", tmp_path / "handed-on.vecinos"
    brought.write_bytes(packed([Scenario("Handed over")]))
    taken = command(home, "unpack", str(brought), *asked)
    assert taken.code == 0, taken
    kept = command(home, "check-store", str(tmp_path / "old.format-1.vecinos-library"), "--json")
    assert [json.loads(kept.output)[0][name] for name in ("format", "scenarios")] == [1, 1]

    assert command(home, "pack", OLD_SCENARIO.name, str(handed_on), *asked).code == 0
    assert read_pack(handed_on) == (OLD_SCENARIO,)
    listed = command(home, "scenarios", *asked, "--json")
    assert {each["name"] for each in json.loads(listed.output)} == {
        "Handed over",
        OLD_SCENARIO.name,
    }
    assert command(home, "check-store", str(library)).code == 0
    handed_on.write_bytes(handed_on.read_bytes()[:-1])
    refused = command(home, "unpack", str(handed_on), *asked)
    assert (refused.code, refused.output, len(refused.errors.splitlines())) == (1, "", 1), refused


def test_that_a_library_named_without_a_display_is_drawn(tmp_path: Path) -> None:
    library, here = tmp_path / "plans.vecinos-library", tmp_path / "here"
    here.mkdir()
    with Library.open(library) as store:
        store.scenarios.create(Scenario("Plan A"))
    ending = run_apart(
        ["sh", "-c", IN_FOLDER, "sh", str(here), str(BUNDLE / "vecinos"), str(library)],
        read_only=(BUNDLE,),
        environment={"HOME": str(tmp_path / "home"), "LANG": "C.UTF-8"},
    )
    assert ending.code == 0, ending
    assert "Scenario drawn: Plan A" in ending.output
    assert (here / "out" / "vecinos.png").stat().st_size > 50_000


def test_that_it_prints_an_exercise_in_every_format(tmp_path: Path) -> None:
    ending = command(tmp_path / "home", "paper", "demo", str(tmp_path / "out"))
    assert ending.code == 0, ending
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "out").rglob("*.*")}
    for suffix in ("pdf", "docx", "html"):
        assert sizes[f"Situation-manual.{suffix}"] > 50_000, sizes


def test_that_it_writes_a_brief_in_every_format(tmp_path: Path) -> None:
    library = tmp_path / "plans.vecinos-library"
    with Library.open(library) as store:
        store.scenarios.create(Scenario("Plan A"))
    for suffix in ("pdf", "docx", "html"):
        out = tmp_path / f"brief.{suffix}"
        asked = ("brief", "Plan A", "--out", str(out), "--store", str(library))
        ending = command(tmp_path / "home", *asked)
        assert ending.code == 0, ending
        assert out.stat().st_size > 30_000, suffix


def test_that_it_reports_on_a_play_in_every_format_as_in_the_docs(tmp_path: Path) -> None:
    store, home = ("--store", str(tmp_path / "a.vecinos-library")), tmp_path / "home"
    played = command(home, "exercise", "play", "demo", "--script", str(SCRIPT), *store)
    assert played.code == 0, played
    for suffix in ("pdf", "docx", "html", "pptx"):
        out = tmp_path / f"report.{suffix}"
        ending = command(home, "report", PLAY, "--out", str(out), *store)
        assert ending.code == 0, ending
        assert words_of(out) == words_of(FOLDER / name("en", f".{suffix}")), suffix


@contextmanager
def screen() -> Iterator[str]:
    """Start an X server on a free number and name it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def internet_sockets(trace: Path) -> list[str]:
    """List the traced calls that opened a socket towards a network."""
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if "AF_INET" in line]


def test_that_it_passes_in_a_real_window_and_a_home_with_spaces_and_accents(tmp_path: Path) -> None:
    with screen() as display:
        window = Circumstance(environment={"QT_QPA_PLATFORM": "xcb", "DISPLAY": display})
        assert_passes(tmp_path, {"a real window": window, "a home with accents": ACCENTS})


def test_that_no_file_of_the_package_names_this_checkout() -> None:
    checkout = str(BUNDLE.parents[1]).encode()
    naming = [
        path.relative_to(BUNDLE)
        for path in BUNDLE.rglob("*")
        if path.is_file() and checkout in path.read_bytes()
    ]
    assert naming == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the package by links, so that a file may be taken away but none is written into."""
    bundle = tmp_path / "copy" / "vecinos"
    shutil.copytree(BUNDLE, bundle, symlinks=True, copy_function=os.link)
    return bundle


def assert_failed_naming(ending: Ending, name: str) -> None:
    assert ending.code == 1, ending
    last = ending.errors.splitlines()[-1]
    assert name in last, ending
    assert "Traceback" not in ending.errors, ending


@pytest.mark.parametrize(
    "part",
    [
        "desktop/engine/machine/machine.native.so",
        "db/migrations/versions/r0001_*.py",
        "resources/fonts/SourceSans3-Semibold.ttf",
        "resources/history/manifest.toml",
        "resources/i18n/en/LC_MESSAGES/vecinos.mo",
        "resources/i18n/es/LC_MESSAGES/vecinos.mo",
        "resources/icons/undo-2.svg",
        "resources/model/levers.toml",
    ],
)
def test_that_a_missing_part_is_named(copy: Path, tmp_path: Path, part: str) -> None:
    (path,) = (copy / "_internal").glob(part)
    path.unlink()
    assert_failed_naming(self_test(copy, tmp_path / "home"), path.name)


def test_that_a_compiled_engine_that_is_cut_short_is_named_and_numpy_takes_over(
    copy: Path, tmp_path: Path
) -> None:
    path = copy / "_internal" / "desktop" / "engine" / "machine" / "machine.native.so"
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[: len(content) // 2])
    assert_failed_naming(self_test(copy, tmp_path / "home"), path.name)
    asked = [str(copy / "vecinos"), "--lang", "en", "project", "--members", "5"]
    environment = {"HOME": str(tmp_path), "LANG": "C.UTF-8"}
    ending = run_apart(asked, read_only=(copy,), environment=environment)
    whole = command(tmp_path, "project", "--members", "5")
    assert (ending.code, ending.output) == (whole.code, whole.output)
    assert (path.name in ending.errors, len(ending.errors.splitlines())) == (True, 1), ending


def test_that_a_damaged_model_is_named(copy: Path, tmp_path: Path) -> None:
    path = copy / "_internal" / "resources" / "model" / "migration.toml"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    path.write_text(text.replace("equation", "equatoin", 1), encoding="utf-8")
    assert_failed_naming(self_test(copy, tmp_path / "home"), path.name)


def test_that_a_write_protected_home_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    assert_failed_naming(self_test(BUNDLE, home, locked=(home,)), str(home))

"""What is no library of this program's is named, and never loaded half."""

import _ctypes
import ctypes
import shutil
import subprocess
import threading
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.machine import executor, native
from desktop.engine.machine.bytecode import OPERATIONS
from desktop.engine.machine.feed import Array
from desktop.engine.machine.native import LIBRARY, Library, NoCompiledEngineError, _Spare
from desktop.engine.run.project import project
from tests.engine.small_models import rivals

LINUX = pytest.mark.posix("libraries in ELF, whose head is read")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copy(LIBRARY, tmp_path / LIBRARY.name))


def reason(path: Path) -> str:
    with pytest.raises(NoCompiledEngineError) as found:
        Library(path)
    assert found.value.fields["path"] == path
    return str(found.value.fields["reason"]).removeprefix("reason.")


def test_that_a_copy_elsewhere_is_as_good(copy: Path) -> None:
    assert Library(copy).build == Library().build


def test_that_operations_stand_in_one_order_in_c_and_python() -> None:
    name = Library()._library.machine_operation
    name.restype = ctypes.c_char_p
    found = [name(place) for place in range(len(OPERATIONS) + 1)]
    assert found == [*(operation.encode() for operation in OPERATIONS), None]


def test_that_a_run_has_one_size_in_c_and_python() -> None:
    size = ctypes.sizeof(native._Run)
    assert Library()._library.machine_run_size() == size


def test_that_a_missing_library_is_named(tmp_path: Path) -> None:
    assert reason(tmp_path / "machine.so") == "no_engine"


def test_that_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    assert reason(tmp_path) == "not_loadable"


@pytest.mark.parametrize("content", [b"", b"\n", b"no library at all\n" * 9, b"\x7fELF", b"MZ"])
def test_that_what_is_no_library_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "machine.so"
    path.write_bytes(content)
    assert reason(path) == "not_loadable"


@LINUX
@pytest.mark.parametrize("kept", [64, 4096, 0.5, 0.9, -64, -1])
def test_that_a_library_cut_short_is_named_before_the_system_believes_it(
    copy: Path, kept: float
) -> None:
    content = copy.read_bytes()
    copy.write_bytes(content[: int(kept if kept > 1 or kept < 0 else kept * len(content))])
    assert reason(copy) == "engine_cut_short"


@LINUX
def test_that_a_library_for_another_processor_is_named(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[18:20] = (243).to_bytes(2, "little")  # RISC-V
    copy.write_bytes(content)
    assert reason(copy) == "other_processor"


def test_that_another_library_is_named(tmp_path: Path) -> None:
    other = Path(shutil.copy(_ctypes.__file__, tmp_path / LIBRARY.name))
    assert reason(other) == "other_engine"


@LINUX
def test_that_a_library_of_another_source_is_named(tmp_path: Path) -> None:
    other = tmp_path / LIBRARY.name
    code = 'const char *machine_source(void) { return "0123456789abcdef"; }'
    compiler = ("gcc", "-shared", "-fPIC", "-x", "c", "-", "-o", str(other))
    subprocess.run(compiler, input=code.encode(), check=True)
    assert reason(other) == "other_engine"


def test_that_a_library_without_its_source_is_not_taken_on_trust(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(native, "SOURCE", tmp_path / "machine.c")
    assert reason(LIBRARY) == "other_engine"


def test_that_numpy_takes_over_to_the_bit_where_the_library_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, copy: Path
) -> None:
    compiled = compile_model(rivals())
    draws = compiled.draws(EnsembleChoice(members=3))
    fast = project(compiled, STATUS_QUO, draws).values
    copy.write_bytes(b"")
    monkeypatch.setattr(Library.__init__, "__defaults__", (copy, None))
    monkeypatch.setattr(executor, "_loaded", executor._loaded.__wrapped__)
    told = executor.why_numpy()
    assert told is not None
    assert told.fields == {"path": copy, "reason": "reason.not_loadable"}
    assert executor.library() is None
    assert project(compile_model(rivals()), STATUS_QUO, draws).values.tobytes() == fast.tobytes()


def test_that_a_library_set_aside_comes_back() -> None:
    with executor.library_set_aside():
        assert executor.library() is None
    assert executor.library() is not None
    assert executor.why_numpy() is None


def test_that_memory_of_results_is_taken_again_once_no_view_of_them_is_held() -> None:
    spare, kind = _Spare(), np.dtype(np.float32)
    first = spare.array((1000, 1024), kind)
    first[:] = 1.0
    place, view = first.ctypes.data, first[500, :10]
    del first
    second = spare.array((1000, 1024), kind)
    second[:] = 2.0
    assert second.ctypes.data != place
    assert (view == 1.0).all()
    del view
    assert spare.array((1000, 1024), kind).ctypes.data == place


def test_that_the_memory_of_an_exact_run_waits_for_the_one_that_ends_the_drag() -> None:
    spare, single, double = _Spare(), np.dtype(np.float32), np.dtype(np.float64)
    exact = spare.array((1000, 1024), double)
    place = exact.ctypes.data
    moving = spare.array((1000, 1024), single)
    del exact
    assert spare.array((1000, 1024), single).ctypes.data != moving.ctypes.data
    assert spare.array((1000, 1024), double).ctypes.data == place


def test_that_no_memory_of_results_is_kept_once_an_exact_run_ends_a_drag() -> None:
    spare, single, double = _Spare(), np.dtype(np.float32), np.dtype(np.float64)
    first, last = spare.array((1000, 1024), single), spare.array((1000, 1024), single)
    ended: list[str] = []
    weakref.finalize(_memory(first), ended.append, "first")
    weakref.finalize(_memory(last), ended.append, "last")
    del first
    assert ended == []
    exact = spare.array((1000, 1024), double)
    assert ended == ["first"]
    del last
    assert ended == ["first", "last"]
    weakref.finalize(_memory(exact), ended.append, "exact")
    del exact
    assert ended == ["first", "last", "exact"]


def _memory(values: Array) -> Any:
    owner: Any = values.base
    return owner.base.obj


def test_that_a_second_thread_has_ended_before_an_interruption_of_the_first_is_told() -> None:
    here, begun, ended = threading.get_ident(), threading.Event(), threading.Event()

    def work() -> int:
        if threading.get_ident() == here:
            assert begun.wait(10)
            raise KeyboardInterrupt
        begun.set()
        assert not ended.wait(0.2)
        ended.set()
        return 0

    with pytest.raises(KeyboardInterrupt):
        native._shared(work, 2)
    assert ended.is_set()

"""The compiled machine gives the bits that NumPy gives, whatever it is built for."""

import hashlib
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from numpy.typing import NDArray

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.machine import numpy_executor
from desktop.engine.machine.functions import exponential, logarithm
from desktop.engine.machine.native import BUILDS, LIBRARY, SOURCE, Library
from desktop.modelfiles.read import read_model
from tests.engine.machine.feeds import Run, programs, same_bits
from tests.engine.machine.models import models
from tests.engine.small_models import rivals


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def everything(
    made: Model, members: int, dtype: type[np.floating], policy: Policy = STATUS_QUO
) -> list[Run]:
    compiled = compile_model(made)
    return programs(compiled, compiled.draws(EnsembleChoice(members=members)), dtype, policy)


def moved(model: Model) -> Policy:
    """Move every third lever and let some events happen."""
    settings_ = {
        lever.id: Setting(lever.high, Month(2025, 3), 5)
        for lever in list(model.levers.values())[::3]
    }
    events = tuple(PlannedEvent(event, Month(2026, 5)) for event in list(model.events)[::4])
    return Policy(settings_, events)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(made=models())
def test_that_both_executors_agree_to_the_bit_on_random_models(made: Model) -> None:
    library = Library()
    for code, feed in everything(made, 5, np.float64):
        found, finite = library.execute(code, feed)
        expected, expected_finite = numpy_executor.execute(code, feed)
        assert same_bits(found, expected)
        assert finite is expected_finite


@pytest.mark.long
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(made=models())
def test_that_both_executors_agree_to_the_bit_on_many_random_models(made: Model) -> None:
    library = Library()
    for code, feed in everything(made, 17, np.float64):
        assert same_bits(library.execute(code, feed)[0], numpy_executor.execute(code, feed)[0])


@pytest.mark.parametrize("make", [rivals, read_model])
def test_that_both_executors_agree_to_the_bit_on_every_variable(
    make: Callable[[], Model], library: Library
) -> None:
    made = make()
    for code, feed in everything(made, 20, np.float64, moved(made)):
        assert same_bits(library.execute(code, feed)[0], numpy_executor.execute(code, feed)[0])


@pytest.mark.parametrize("build", range(len(BUILDS)))
@pytest.mark.parametrize("members", [1, 127, 128, 129, 300])
def test_that_bits_hang_neither_on_the_processor_nor_on_threads(build: int, members: int) -> None:
    best, other = Library(), Library(build=build)
    for code, feed in everything(rivals(), members, np.float64, moved(rivals())):
        found = best.execute(code, feed, threads=1)[0]
        assert same_bits(found, best.execute(code, feed, threads=2)[0])
        assert same_bits(found, other.execute(code, feed, threads=2)[0])


def test_that_the_shipped_models_bits_hang_neither_on_the_processor_nor_on_threads() -> None:
    made = read_model()
    for code, feed in everything(made, 300, np.float64, moved(made)):
        found = Library(build=0).execute(code, feed, threads=1)[0]
        for build in range(len(BUILDS)):
            for threads in (1, 2):
                assert same_bits(found, Library(build=build).execute(code, feed, threads)[0])


@pytest.mark.long
@pytest.mark.posix("a compiler")
@pytest.mark.parametrize("block", [64, 128, 256])
def test_that_bits_do_not_hang_on_the_size_of_a_block(
    block: int, tmp_path: Path, library: Library
) -> None:
    made, path = read_model(), tmp_path / LIBRARY.name
    source = hashlib.sha256(SOURCE.read_bytes()).hexdigest()
    flags = ("-O2", "-std=gnu11", "-ffp-contract=off", "-fno-math-errno", "-shared", "-fPIC")
    names = (f"-DBLOCK={block}", f'-DSOURCE="{source}"')
    subprocess.run(("gcc", *flags, *names, "-o", str(path), str(SOURCE)), check=True)
    other = Library(path)
    assert other._blocks == {32: block, 64: block}
    for code, feed in everything(made, 300, np.float64, moved(made)):
        assert same_bits(library.execute(code, feed)[0], other.execute(code, feed)[0])


def _hard() -> Iterator[float]:
    yield from (0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 5e-324, 2.3e-308, 1.7e308)
    yield from (-708.1, -707.9, 709.7, 709.8, 0.5, 2.0, 1e-17, -1e-17, 88.7, -87.2)


VALUES: NDArray[np.float64] = np.array(
    [*_hard(), *np.random.default_rng(5).standard_normal(2000) * 30]
)


def test_that_exp_and_ln_are_right_to_two_units_in_the_last_place() -> None:
    with np.errstate(all="ignore"):
        for ours, exact, wide in (
            (exponential, np.exp, VALUES[np.abs(VALUES) < 700]),
            (logarithm, np.log, np.abs(VALUES[np.isfinite(VALUES)])),
        ):
            values = wide[(wide == 0) | (np.abs(wide) >= np.finfo(float).tiny)]
            found, expected = ours(values), exact(values)
            finite = np.isfinite(expected)
            assert (np.isfinite(found) == finite).all()
            apart = np.abs(found - expected)[finite]
            assert (apart <= 2 * np.spacing(np.abs(expected[finite]))).all()


def test_that_what_no_number_is_passes_through_exp_and_ln() -> None:
    with np.errstate(all="ignore"):
        found = exponential(np.array([-np.inf, np.inf, np.nan, 710.0, -750.0]))
        assert found.tolist()[:2] == [0.0, np.inf]
        assert np.isnan(found[2])
        assert found.tolist()[3:] == [np.inf, 0.0]
        found = logarithm(np.array([0.0, np.inf, -1.0, np.nan, 1.0]))
    assert found.tolist()[:2] == [-np.inf, np.inf]
    assert np.isnan(found[2:4]).all()
    assert found[4] == 0.0


def test_that_single_precision_is_near_enough_for_a_picture(library: Library) -> None:
    made = read_model()
    double = library.execute(*everything(made, 48, np.float64)[-1])[0]
    reach = double.max(axis=(0, 2)) - double.min(axis=(0, 2))
    live = everything(made, 48, np.float32)[-1]
    singles = [Library(build=build).execute(*live)[0] for build in range(len(BUILDS))]
    apart = np.max([np.abs(single - double).max(axis=(0, 2)) for single in singles], axis=0)
    scale = np.maximum(reach, 1e-4 * np.abs(double).max(axis=(0, 2)))
    # What stands at zero but for the rounding of double precision has no picture.
    drawn = scale > 1e-12
    assert drawn.mean() > 0.7
    assert (apart[drawn] <= 2e-3 * scale[drawn]).all()

"""A projection has the same bits on every x86-64 system."""

import os
import subprocess
import sys

import pytest

from desktop.engine.machine.executor import library_set_aside
from tests.golden import bits
from tests.model_checks.runs import shipped

OLD_PROCESSOR = {
    "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX2_Usable,-FMA_Usable",
}
"""NumPy and the C library then choose the functions that they have for one without AVX2."""


def test_that_a_projection_has_the_bits_that_were_accepted() -> None:
    found = bits.text(bits.digests(shipped()))
    accepted = bits.ACCEPTED.read_text(encoding="utf-8")
    assert found == accepted, "If the model or its arithmetic was changed: make golden-accept"


@pytest.mark.long
def test_that_numpy_gives_the_accepted_bits_too() -> None:
    with library_set_aside():
        assert bits.text(bits.digests(shipped())) == bits.ACCEPTED.read_text(encoding="utf-8")


@pytest.mark.long
def test_that_an_older_processor_gives_the_accepted_bits_too() -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.golden.bits"]
    environment = {**os.environ, **OLD_PROCESSOR}
    found = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    assert found.stdout == bits.ACCEPTED.read_text(encoding="utf-8")

"""Processes that work for one that asks."""

import signal

import pytest

from desktop.engine import worker_pool


@pytest.mark.posix("signals that can be held back")
def test_that_ctrl_c_is_held_back_while_helpers_are_started_and_not_after() -> None:
    def held_back() -> bool:
        return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

    with worker_pool._held_back():
        assert held_back()
    assert not held_back()

"""Start Vecinos: `vecinos`, `python -m desktop`, or the frozen program."""

import os
import sys

try:
    import signal
except KeyboardInterrupt:
    os._exit(130)


def main() -> int:
    """Run the program and return its exit code; Ctrl+C while it is being loaded ends it with 130.

    Nothing is open yet then, and an interruption raised through imports can come out as anything.
    """
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        # The frozen program is started anew for work in a process of its own.
        freeze_support()
    from desktop.cli import main as run

    code = run()
    if ours:
        # The work is done. Python would give the signal back to the system while it ends.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return code


if __name__ == "__main__":
    sys.exit(main())

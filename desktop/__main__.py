"""Start Vecinos: `vecinos`, `python -m desktop`, or the frozen program."""

import os
import signal
import sys


def main() -> int:
    """Run the program and return its exit code; Ctrl+C while it is being loaded ends it with 130.

    Nothing is open yet then, and an interruption raised through imports can come out as anything.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    from desktop.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())

"""Start Vecinos: `vecinos`, `python -m desktop`, or the frozen program."""

import sys

from desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())

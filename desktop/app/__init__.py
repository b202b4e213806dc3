"""The composition root: builds the desk, wires it, runs it."""

from desktop.bridge.qt_imports import import_plainly

import_plainly()

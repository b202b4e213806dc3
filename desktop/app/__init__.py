"""The composition root: builds the desk, wires it, runs it."""

from desktop.app.desk import Desk, build
from desktop.app.errors import catch_everything
from desktop.app.offscreen import snapshot
from desktop.app.qt_application import application
from desktop.app.start import run

__all__ = ["Desk", "application", "build", "catch_everything", "run", "snapshot"]

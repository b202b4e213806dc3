"""What the program says about itself: its version, and what runs the model."""

from desktop.engine.machine.executor import library
from desktop.language.language import Language


def version() -> str:
    """Return the version of the distribution."""
    # Takes a moment to import, and few ask.
    from importlib.metadata import version

    return version("vecinos")


def executor(language: Language) -> str:
    """Say what runs the model: the compiled engine, with its vectors, or NumPy."""
    compiled = library()
    if compiled is None:
        return language.text("about.numpy")
    return language.text("about.compiled", vectors=compiled.build)

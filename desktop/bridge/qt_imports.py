"""What Qt's bindings do whenever a module is imported."""

import sys
from importlib import import_module


def import_plainly() -> None:
    """Read no source of the modules that are imported from now on.

    The bindings look through each of them for whether it asks for their other spellings of names,
    which nothing here does; that was a tenth of the start. They have no switch for it, so this
    puts a function of theirs aside; bindings that have it elsewhere only start slower.
    """
    import_module("PySide6")
    looking = sys.modules.get("shibokensupport.feature")
    if looking is not None:
        vars(looking)["_mod_uses_pyside"] = lambda module: False

"""The shipped history with nonsense after an origin, as files that can still be read."""

import re
from collections.abc import Callable
from pathlib import Path

from desktop.domain.clock import Month
from desktop.modelfiles.resources import RESOURCES

_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")


def folder_with_corrupted_history(folder: Path, origin: Month) -> Path:
    """Return a resources folder in which everything after the origin is another world's."""
    (folder / "history").mkdir(parents=True)
    (folder / "model").symlink_to(RESOURCES / "model")
    for path in (RESOURCES / "history").iterdir():
        text = path.read_text(encoding="utf-8")
        spoilt = _SPOIL.get(path.name, _unread if path.suffix == ".toml" else _series)
        (folder / "history" / path.name).write_text(spoilt(text, origin), encoding="utf-8")
    return folder


def _unread(text: str, origin: Month) -> str:
    """Leave alone what no calibration reads; after 2023 there is nothing to spoil in it."""
    return text


def _series(text: str, origin: Month) -> str:
    """Multiply every value after the origin by 7."""
    lines = text.splitlines()
    spoilt = [lines[0]]
    for line in lines[1:]:
        period, value = line.split(",")
        found = _PERIOD.fullmatch(period)
        assert found is not None
        month = Month(int(found[1]), int(found[2] or 12))
        spoilt.append(line if month <= origin else f"{period},{float(value) * 7:.6f}")
    return "\n".join(spoilt) + "\n"


def _blocks(text: str, origin: Month, key: str, spoil: Callable[[str, str], str]) -> str:
    """Hand every table whose month lies after the origin to `spoil`, with the table after it."""
    blocks = re.split(r"(?m)^(?=\[\[)", text)
    out = []
    for block, following in zip(blocks, [*blocks[1:], ""], strict=True):
        month = re.search(rf'^{key} = "(\d{{4}})-(\d{{2}})"', block, re.MULTILINE)
        later = month is not None and Month(int(month[1]), int(month[2])) > origin
        out.append(spoil(block, following) if later else block)
    return "".join(out)


def _with_value(block: str, *, times: float, plus: float) -> str:
    value = re.search(r"(?m)^value = ([-\d.]+)", block)
    assert value is not None
    return block.replace(value[0], f"value = {float(value[1]) * times + plus:.6g}", 1)


def _levers(text: str, origin: Month) -> str:
    def spoil(block: str, following: str) -> str:
        # The last setting is the status quo of today, or nothing could be read at all.
        if block.partition("\n")[0] != following.partition("\n")[0]:
            return re.sub(r"(?m)^ramp = \d+", "ramp = 1", block)
        return _with_value(block, times=0.75, plus=0.5)

    return _blocks(text, origin, "month", spoil)


def _drivers(text: str, origin: Month) -> str:
    def spoil(block: str, following: str) -> str:
        return _with_value(block, times=5, plus=0.1)

    return _blocks(text, origin, "month", spoil)


def _starts(text: str, origin: Month) -> str:
    def spoil(block: str, following: str) -> str:
        high = re.search(r"(?m)^high = ([-\d.]+)", block)
        assert high is not None
        return re.sub(r"(?m)^(low|central) = .*$", rf"\1 = {high[1]}", block)

    return _blocks(text, origin, "vantage", spoil)


_SPOIL: dict[str, Callable[[str, Month], str]] = {
    "levers.toml": _levers,
    "drivers.toml": _drivers,
    "starts.toml": _starts,
}

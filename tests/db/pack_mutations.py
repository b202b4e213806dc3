"""Packs altered on purpose, each with what a reader may make of it."""

import copy
import hashlib
import io
import json
import random
import struct
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from db.packs.schema import MARK, SCHEMAS
from db.scenarios.serialization import content
from desktop.domain.errors import VecinosError
from desktop.domain.scenario import Scenario

MANIFEST = "manifest.json"
Reader = Callable[[bytes, str], tuple[Scenario, ...]]


class Verdict(StrEnum):
    """Say what a sound reader makes of an altered pack."""

    REFUSED = "refused"
    WHOLE = "whole"
    """Refused, or every scenario as it was: what was altered may have meant nothing."""
    TAKEN = "taken"
    """Every scenario as the altered text has it."""


@dataclass(frozen=True)
class Altered:
    kind: str
    pack: bytes
    verdict: Verdict
    texts: tuple[Any, ...] = ()
    """Of TAKEN: the scenarios as plain data."""


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for path, part in parts.items():
            archive.writestr(zipfile.ZipInfo(path), part, method)
    return written.getvalue()


def parts_of(pack: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def signed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts with a manifest that fits them."""
    files = [
        {"path": path, "bytes": len(part), "sha256": hashlib.sha256(part).hexdigest()}
        for path, part in parts.items()
        if path != MANIFEST
    ]
    manifest = json.dumps({"vecinos_pack": 1, "files": files}).encode()
    return {**parts, MANIFEST: manifest}


@cache
def validator(part: str, number: int) -> Any:
    return Draft202012Validator({**SCHEMAS[number], "$ref": f"#/$defs/{part}"})


def fits(plain: object, part: str = "scenario", formats: Iterable[int] = SCHEMAS) -> bool:
    """Ask validators that know nothing of this program whether one of the formats allows it."""
    return any(validator(part, number).is_valid(plain) for number in formats)


def has_points_for_integers(plain: object, key: str = "") -> bool:
    """Find the one thing in which the program is stricter than JSON Schema can be."""
    if isinstance(plain, dict):
        return any(has_points_for_integers(each, name) for name, each in plain.items())
    if isinstance(plain, list):
        return any(has_points_for_integers(each, key) for each in plain)
    return isinstance(plain, float) and key not in ("value", "events")


JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, 3, -1, 2**31, -(2**63), 2**63, 10**400, 2.5, 1e308, float("inf")),
    *("", " ", "\u2003", "x", "x" * 41, "x" * 121, "x" * 241, "a\nb", "a\n", "\0", "\u2028"),
    *("\ud800", "/", "a/b", "a//b", "\u202e=1+1", "2025-13", "2025-01", "2025-01\n", "２０２５-01"),
    *([], {}, [1], [[]], {"a": 1}, ["x", "2024-13"], ["x", "2024-12"], [["x", "2024-12", "y"]]),
    *([["x", "2024-12", 0.5]], [["x", "2024-12", 0.5, 1]]),
    *(
        {"name": "p"},
        {"value": 1},
        {"value": 1, "ramp": 1.5},
        [{"value": 1}],
        [{"name": "p", "notes": ""}],
    ),
    *([""], ["t"] * 33, [7] * 1001, {"indicator": "i", "value": 2}, {"\0": {"value": 1}}),
)


def near(value: Any, chosen: random.Random) -> Any:
    """Return something else of much the same kind, where a hasty check would not look."""
    if isinstance(value, bool):
        return chosen.choice([0, 1, not value, "true"])
    if isinstance(value, int | float):
        numbers = (True, False, 0, -1, 2.5, 1e308, -1e400, 10**400, 2**31, 2**63, -(2**63), "1")
        return chosen.choice(numbers)
    if isinstance(value, str):
        return chosen.choice([each for each in JUNK if isinstance(each, str)])
    return chosen.choice(JUNK)


def places(plain: Any) -> Iterator[tuple[Any, Any]]:
    """Name every place in plain data: what holds it, and its key there."""
    for key in list(plain) if isinstance(plain, dict) else range(len(plain)):
        yield plain, key
        if isinstance(plain[key], dict | list):
            yield from places(plain[key])


def edited(plain: Any, chosen: random.Random) -> Any:
    """Return plain data with one thing in it put in, left out, or replaced."""
    altered = copy.deepcopy(plain)
    found = list(places(altered))
    if not found:
        return altered
    holder, key = chosen.choice(found)
    act = chosen.randrange(8)
    names = ["unknown", "name", "month", "ramp", "tags", "folder", "__proto__", "value", "earlier"]
    if act == 0:
        del holder[key]
    elif act == 1 and isinstance(holder, dict):
        holder[chosen.choice(names)] = chosen.choice(JUNK)
    elif act == 1:
        holder.insert(key, chosen.choice(JUNK))
    else:
        holder[key] = chosen.choice(JUNK) if act == 2 else near(holder[key], chosen)
    return altered


@dataclass
class Mutator:
    """Alter one sound pack, over and over, the same way for the same seed."""

    pack: bytes
    chosen: random.Random

    def __post_init__(self) -> None:
        self.parts = parts_of(self.pack)
        self.scenarios = [path for path in self.parts if path.startswith("scenarios/")]

    def altered(self) -> Altered:
        makers = [self._bytes, self._header, self._cut, self._swap, self._structure]
        makers += [self._text, self._text, self._text_bytes, self._manifest, self._raw]
        return self.chosen.choice(makers)()

    def _bytes(self) -> Altered:
        altered = bytearray(self.pack)
        for _ in range(self.chosen.choice([1, 1, 1, 2, 8])):
            altered[self.chosen.randrange(len(altered))] ^= 1 << self.chosen.randrange(8)
        return Altered("bytes", bytes(altered), Verdict.WHOLE)

    def _raw(self) -> Altered:
        """Take out, put in or copy a stretch of the file."""
        altered, place = bytearray(self.pack), self.chosen.randrange(len(self.pack))
        length = self.chosen.randrange(1, 64)
        act = self.chosen.randrange(3)
        if act == 0:
            del altered[place : place + length]
        elif act == 1:
            altered[place:place] = self.chosen.randbytes(length)
        else:
            other = self.chosen.randrange(len(altered))
            altered[place : place + length] = altered[other : other + length]
        return Altered("raw", bytes(altered), Verdict.WHOLE)

    def _cut(self) -> Altered:
        end = self.chosen.randrange(len(self.pack))
        return Altered("cut", self.pack[:end], Verdict.REFUSED)

    def _header(self) -> Altered:
        """Put an extreme number into a field of a header of the zip."""
        altered = bytearray(self.pack)
        mark, fields = self.chosen.choice(
            (
                (b"PK\x03\x04", (6, 8, 14, 18, 22, 26, 28)),
                (b"PK\x01\x02", (8, 10, 16, 20, 24, 28, 30, 32, 38, 40, 42)),
                (b"PK\x05\x06", (4, 6, 8, 10, 12, 16, 20)),
            )
        )
        begins = [at for at in range(len(altered)) if altered.startswith(mark, at)]
        at = self.chosen.choice(begins) + self.chosen.choice(fields)
        number = self.chosen.choice((0, 1, 8, 12, 0x7FFF, 0xFFFF, self.chosen.randrange(0x10000)))
        struct.pack_into("<H", altered, at, number)
        return Altered("header", bytes(altered), Verdict.WHOLE)

    def _swap(self) -> Altered:
        """Give parts each other's content, with or without checksums to match."""
        one, other = self.chosen.sample(list(self.parts), 2)
        swapped = {**self.parts, one: self.parts[other], other: self.parts[one]}
        match = self.chosen.random() < 0.5
        both = one in self.scenarios and other in self.scenarios
        if both and match:
            texts = tuple(json.loads(swapped[path]) for path in self.scenarios)
            return Altered("swap", zipped(signed(swapped)), Verdict.TAKEN, texts)
        if match and {one, other} == {MANIFEST, "schema.json"}:
            # The manifest is made anew, and nobody here reads the schema.
            return Altered("swap", zipped(signed(swapped)), Verdict.WHOLE)
        return Altered("swap", zipped(signed(swapped) if match else swapped), Verdict.REFUSED)

    def _structure(self) -> Altered:
        """Hide something in the archive that sound readers of zips would forgive."""
        act = self.chosen.randrange(9)
        extra = self.chosen.choice(
            ("../x.json", "/x.json", "C:\\x.json", "scenarios/", "scenarios/1.json", "x.py", "ñ")
        )
        parts = dict(self.parts)
        if act == 0:
            pack = zipped(signed({**parts, extra: b"{}"}))
        elif act == 1:
            del parts[self.chosen.choice([*self.scenarios, "schema.json"])]
            pack = zipped(parts)
        elif act == 2:
            parts[extra] = parts.pop(self.chosen.choice(self.scenarios))
            pack = zipped(signed(parts))
        elif act == 3:
            pack = self.pack + self.chosen.randbytes(self.chosen.randrange(1, 100))
        elif act == 4:
            pack = self.chosen.randbytes(self.chosen.randrange(1, 100)) + self.pack
        elif act == 5:
            pack = self._rewritten(comment=b"hidden")
        elif act == 6:
            pack = self._rewritten(link=True)
        elif act == 7:
            pack = self._rewritten(twice=True)
        else:
            pack = self._rewritten(extra=True)
        return Altered(f"structure {act}", pack, Verdict.REFUSED)

    def _rewritten(
        self, *, comment: bytes = b"", link: bool = False, twice: bool = False, extra: bool = False
    ) -> bytes:
        written = io.BytesIO()
        victim = self.chosen.choice(self.scenarios)
        with zipfile.ZipFile(written, "w") as archive:
            for path, part in self.parts.items():
                entry = zipfile.ZipInfo(path)
                if path == victim and link:
                    entry.external_attr = 0o120777 << 16
                if path == victim and extra:
                    entry.extra = struct.pack("<HH4s", 0xCAFE, 4, b"code")
                archive.writestr(entry, part)
            archive.comment = comment
        pack = written.getvalue()
        if not twice:
            return pack
        # A second part of the same name and content, which the writer itself would warn of.
        other = "scenarios/9999.json"
        pack = zipped({**self.parts, other: self.parts[victim]})
        return pack.replace(other.encode(), victim.encode())

    def _text(self) -> Altered:
        """Edit a scenario and make its checksum fit: whether it is one, the schema decides."""
        path = self.chosen.choice(self.scenarios)
        plain = json.loads(self.parts[path])
        for _ in range(self.chosen.choice([1, 1, 2, 4])):
            plain = edited(plain, self.chosen)
        return self._with("text", path, json.dumps(plain).encode())

    def _text_bytes(self) -> Altered:
        """Alter the bytes of a scenario and make its checksum fit."""
        path = self.chosen.choice(self.scenarios)
        text = bytearray(self.parts[path])
        for _ in range(self.chosen.choice([1, 1, 2])):
            place = self.chosen.randrange(len(text))
            act = self.chosen.randrange(3)
            if act == 0:
                text[place] = self.chosen.randrange(256)
            elif act == 1:
                text[place:place] = self.chosen.choice(
                    (b'"name": "again", ', b"NaN", b"-Infinity", b"[" * 5000, b"\xff", b"9" * 5000)
                )
            else:
                lines = bytes(text).splitlines(keepends=True)
                twice = self.chosen.randrange(len(lines))
                text = bytearray(b"".join([*lines[: twice + 1], *lines[twice:]]))
        return self._with("text bytes", path, bytes(text))

    def _with(self, kind: str, path: str, text: bytes) -> Altered:
        pack = zipped(signed({**self.parts, path: text}))
        texts = []
        for each in self.scenarios:
            plain = plain_json(text if each == path else self.parts[each])
            if (
                plain is UNREADABLE
                or not fits(plain, formats=(1,))
                or has_points_for_integers(plain)
            ):
                return Altered(kind, pack, Verdict.REFUSED)
            texts.append(plain)
        return Altered(kind, pack, Verdict.TAKEN, tuple(texts))

    def _manifest(self) -> Altered:
        sound = json.loads(self.parts[MANIFEST])
        altered = edited(sound, self.chosen)
        # A later format has all that an earlier one has.
        marked = altered | {MARK: 1} if altered.get(MARK) in list(SCHEMAS) else altered
        same = marked == sound and not has_points_for_integers(altered)
        pack = zipped({**self.parts, MANIFEST: json.dumps(altered).encode()})
        return Altered("manifest", pack, Verdict.WHOLE if same else Verdict.REFUSED)


UNREADABLE = object()


def plain_json(text: bytes) -> Any:
    """Return what strict JSON holds, or UNREADABLE."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError
        return dict(pairs)

    def none(constant: str) -> Any:
        raise ValueError(constant)

    try:
        return json.loads(text.decode(), object_pairs_hook=once, parse_constant=none)
    except (ValueError, RecursionError):
        return UNREADABLE


def as_plain(scenario: Scenario) -> Any:
    """Return a scenario as JSON reads it, so that 1 and 1.0 are one number."""
    return json.loads(json.dumps(content(scenario)))


def alike(texts: tuple[Any, ...], found: tuple[Scenario, ...]) -> bool:
    """Say whether these texts say what was found; what stands at its default may be left out."""
    return len(texts) == len(found) and all(
        _covered(text, as_plain(scenario)) for text, scenario in zip(texts, found, strict=True)
    )


def _covered(text: dict[str, Any], held: dict[str, Any]) -> bool:
    blank: dict[str, Any] = {"settings": {}, "events": []}
    return all(_same(text.get(key, blank.get(key)), value) for key, value in held.items())


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_same(one.get(key, [] if key == "events" else {}), other[key]) for key in other)
    if isinstance(one, list) and isinstance(other, list):
        if all(isinstance(each, int) for each in one):
            return sorted(one) == sorted(other)
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


@dataclass
class Tally:
    """Count what a reader made of altered packs, and hold what it got wrong."""

    refused: int = 0
    taken: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    slowest: float = 0.0
    """Seconds that the worst of them took."""

    def line(self, seed: int) -> str:
        """Return the account in one line."""
        tried, short = self.kinds.total(), len(self.wrong)
        return (
            f"altered packs: tried {tried}, held {tried - short}, fell short {short}; "
            f"the slowest took {self.slowest:.2f} s; seed {seed}"
        )


def try_reader(
    reader: Reader, scenarios: tuple[Scenario, ...], pack: bytes, count: int, seed: int
) -> Iterator[tuple[Tally, Altered, tuple[Scenario, ...] | None]]:
    """Give a reader `count` altered packs; yield after each, with what it took, None if refused."""
    mutator, tally = Mutator(pack, random.Random(seed)), Tally()
    for _ in range(count):
        altered = mutator.altered()
        tally.kinds[altered.kind] += 1
        found: tuple[Scenario, ...] | None = None
        began = time.process_time()
        try:
            found = reader(altered.pack, "p")
        except VecinosError:
            tally.refused += 1
            if altered.verdict is Verdict.TAKEN:
                tally.wrong.append((altered.kind, "refused a sound one"))
        except Exception as crash:
            tally.wrong.append((altered.kind, repr(crash)))
        else:
            tally.taken += 1
            sound = {
                Verdict.REFUSED: False,
                Verdict.WHOLE: found == scenarios,
                Verdict.TAKEN: alike(altered.texts, found),
            }
            if not sound[altered.verdict]:
                tally.wrong.append((altered.kind, "took what it may not take"))
        tally.slowest = max(tally.slowest, time.process_time() - began)
        yield tally, altered, found

"""The container of a pack: a zip in which every byte is accounted for.

Other readers of zips forgive what hides things: bytes before, between and after the parts, two
parts of one name, a directory that contradicts the parts, links, comments, extra fields. Here
each of them is damage. What is written here any program can unzip; what another program zipped
anew is refused.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from db.scenarios.serialization import ContentError

_PART = struct.Struct("<4s5H3I2H")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_PART_MARK, _ENTRY_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_STORED, _DEFLATED = 0, 8
_HARMLESS_FLAGS = 0b0000_1000_0000_0110
"""How hard the packer tried, and that names are UTF-8; not: encrypted, or sizes told afterwards."""
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_FILE_MODE = 0o644 << 16
_DOS_FOLDER_OR_LABEL = 0x18


class TooLargeError(ValueError):
    """Say that an archive holds more than it may; never shown to people."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold how much an archive may hold, unpacked."""

    parts: int
    part_bytes: int
    bytes: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """Hold what both the directory and the part itself must say."""

    path: bytes
    flags: int
    method: int
    crc: int
    packed: int
    unpacked: int


def begins_with(path: str, archive: bytes) -> bool:
    """Say whether the first part of what may be an archive has this path."""
    name = path.encode("ascii")
    return archive.startswith(_PART_MARK) and archive[_PART.size :].startswith(name)


def written(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of these parts, in this order; the same parts give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, part in parts.items():
            entry = zipfile.ZipInfo(path, _BEGINNING)
            entry.create_system = 3
            entry.external_attr = _FILE_MODE
            archive.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def parts_of(archive: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the parts of an archive by path; raise ContentError or TooLargeError.

    Nothing is unpacked beyond what the directory says, and that is limited.
    """
    count, begin = _end(archive)
    if count > limits.parts:
        raise TooLargeError
    directory = archive[begin : len(archive) - _END.size]
    found: dict[str, bytes] = {}
    place = unpacked = read = 0
    for _ in range(count):
        entry, offset, length = _directory_entry(directory, read)
        read += length
        unpacked += entry.unpacked
        if unpacked > limits.bytes:
            raise TooLargeError
        if entry.unpacked > limits.part_bytes or offset != place:
            raise ContentError("place")
        data = _PART.size + len(entry.path) + place
        if _part_entry(archive, place) != entry or data + entry.packed > begin:
            raise ContentError("part")
        place = data + entry.packed
        path = entry.path.decode("ascii")
        if path in found:
            raise ContentError("twice")
        found[path] = _content(entry, archive[data:place])
    if place != begin or read != len(directory):
        raise ContentError("gap")
    return found


def _end(archive: bytes) -> tuple[int, int]:
    """Return the number of entries and where the directory begins."""
    begin = len(archive) - _END.size
    if begin < 0:
        raise ContentError("end")
    mark, disk, first_disk, here, count, length, offset, comment = _END.unpack_from(archive, begin)
    if (mark, disk, first_disk, here, comment) != (_END_MARK, 0, 0, count, 0):
        raise ContentError("end")
    if offset + length != begin:
        raise ContentError("end")
    return count, offset


def _directory_entry(directory: bytes, place: int) -> tuple[_Entry, int, int]:
    """Return an entry, where its part begins, and the length of the entry."""
    if place + _ENTRY.size > len(directory):
        raise ContentError("directory")
    fields = _ENTRY.unpack_from(directory, place)
    (mark, _, _, flags, method, _, _, crc, packed, unpacked, name, extra, comment) = fields[:13]
    disk, _, attributes, offset = fields[13:]
    kind = stat.S_IFMT(attributes >> 16)
    plain = kind in (0, stat.S_IFREG) and not attributes & _DOS_FOLDER_OR_LABEL
    if (mark, extra, comment, disk, plain) != (_ENTRY_MARK, 0, 0, 0, True):
        raise ContentError("directory")
    path = directory[place + _ENTRY.size :][:name]
    if len(path) < name or not path.isascii():
        raise ContentError("path")
    if flags & ~_HARMLESS_FLAGS or method not in (_STORED, _DEFLATED):
        raise ContentError("method")
    entry = _Entry(path, flags, method, crc, packed, unpacked)
    return entry, offset, _ENTRY.size + name


def _part_entry(archive: bytes, place: int) -> _Entry:
    if place + _PART.size > len(archive):
        raise ContentError("part")
    fields = _PART.unpack_from(archive, place)
    mark, _, flags, method, _, _, crc, packed, unpacked, name, extra = fields
    if (mark, extra) != (_PART_MARK, 0):
        raise ContentError("part")
    path = archive[place + _PART.size :][:name]
    return _Entry(path, flags, method, crc, packed, unpacked)


def _content(entry: _Entry, data: bytes) -> bytes:
    found = data
    if entry.method == _DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            # One more than it says, to notice that it holds more.
            found = inflater.decompress(data, entry.unpacked + 1)
        except zlib.error as error:
            raise ContentError("deflated") from error
        if not inflater.eof or inflater.unused_data:
            raise ContentError("deflated")
    if len(found) != entry.unpacked or zlib.crc32(found) != entry.crc:
        raise ContentError("checksum")
    return found

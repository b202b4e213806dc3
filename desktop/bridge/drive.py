"""Where files lie: how much is free there, and whether it can be taken away."""

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Protocol

_REMOTE = {"9p", "afpfs", "ceph", "cifs", "davfs", "glusterfs", "nfs", "nfs4", "smb3", "smbfs"}
"""File systems that lie on another machine; so do those of FUSE, but for drives of Windows."""
_OF_A_DRIVE = {"fuseblk", "fuse.exfat"}
_BLOCKS = Path("/sys/class/block")


class DriveKind(StrEnum):
    """Say what sort of drive it is."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Drive:
    """Hold what is known of the drive that a file lies on."""

    free: int
    """Bytes that may still be written there."""
    kind: DriveKind


class Mount(Protocol):
    """Name what a drive hangs from, as psutil lists them."""

    device: str
    mountpoint: str
    fstype: str
    opts: str


def read_drive(file: Path) -> Drive | None:
    """Return what is known of the drive of a file; None where the file is not there."""
    import psutil

    try:
        # The folder of a drive that was taken away may stay, and would tell of another drive.
        folder = file.resolve(strict=True).parent
        free = shutil.disk_usage(folder).free
    except OSError:
        return None
    try:
        mounts = psutil.disk_partitions(all=True)
    except OSError:
        mounts = []
    return Drive(free, kind_of(folder, mounts))


def kind_of(folder: PurePath, mounts: Iterable[Mount], system: str = sys.platform) -> DriveKind:
    """Tell the kind of the drive that a folder lies on, given all that are there."""
    if str(folder).startswith("\\\\"):
        return DriveKind.NETWORK
    path = type(folder)
    around = [one for one in mounts if folder.is_relative_to(path(one.mountpoint))]
    if not around:
        return DriveKind.UNKNOWN
    # Of two on the same place the later one covers the other.
    mount = max(reversed(around), key=lambda one: len(path(one.mountpoint).parts))
    kind = mount.fstype.lower()
    if system == "win32":
        words = mount.opts.split(",")
        found = {"remote": DriveKind.NETWORK, "removable": DriveKind.REMOVABLE}
        found |= {"cdrom": DriveKind.REMOVABLE, "fixed": DriveKind.FIXED}
        return next((found[word] for word in words if word in found), DriveKind.UNKNOWN)
    if kind in _REMOTE or (kind.startswith("fuse.") and kind not in _OF_A_DRIVE):
        return DriveKind.NETWORK
    if system == "darwin":
        outside = mount.mountpoint.startswith("/Volumes/")
        return DriveKind.REMOVABLE if outside else DriveKind.FIXED
    return _of_blocks(os.path.realpath(mount.device))


def _of_blocks(device: str, blocks: Path = _BLOCKS) -> DriveKind:
    """Ask Linux, through whatever encrypts a drive or joins several."""
    block = blocks / Path(device).name
    if not device.startswith("/dev/") or not block.exists():
        return DriveKind.UNKNOWN
    below = [_of_blocks(f"/dev/{one.name}", blocks) for one in block.glob("slaves/*")]
    if below:
        return below[0] if len(set(below)) == 1 else DriveKind.UNKNOWN
    real = block.resolve()
    if "virtual" in real.parts:
        return DriveKind.UNKNOWN
    flags = [place / "removable" for place in (real, real.parent)]
    removable = any(flag.is_file() and flag.read_text().strip() == "1" for flag in flags)
    if removable or any(part.startswith("usb") for part in real.parts):
        return DriveKind.REMOVABLE
    # A card may be soldered in or not.
    return DriveKind.UNKNOWN if block.name.startswith("mmcblk") else DriveKind.FIXED

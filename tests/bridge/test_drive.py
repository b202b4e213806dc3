"""The drive of a library is told apart by what each system says of it, and never guessed."""

from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from desktop.bridge import drive
from desktop.bridge.drive import DriveKind, kind_of, read_drive

POSIX, WINDOWS = PurePosixPath("/home/ana/taller"), PureWindowsPath("E:/taller")
VOLUME = PurePosixPath("/Volumes/llave/taller")


@dataclass
class Mounted:
    mountpoint: str
    fstype: str = "ext4"
    opts: str = "rw"
    device: str = "none"


@pytest.mark.parametrize(
    ("system", "folder", "mounts", "kind"),
    [
        ("win32", WINDOWS, [Mounted("E:\\", "FAT32", "rw,removable")], DriveKind.REMOVABLE),
        ("win32", WINDOWS, [Mounted("E:\\", "NTFS", "rw,remote")], DriveKind.NETWORK),
        ("win32", WINDOWS, [Mounted("E:\\", "NTFS", "rw,fixed")], DriveKind.FIXED),
        ("win32", WINDOWS, [Mounted("C:\\", "NTFS", "rw,fixed")], DriveKind.UNKNOWN),
        ("win32", PureWindowsPath("//servidor/taller"), [], DriveKind.NETWORK),
        ("linux", POSIX, [Mounted("/"), Mounted("/home", "nfs4")], DriveKind.NETWORK),
        ("linux", POSIX, [Mounted("/home", "fuse.sshfs"), Mounted("/")], DriveKind.NETWORK),
        ("linux", POSIX, [Mounted("/", device="overlay")], DriveKind.UNKNOWN),
        ("linux", POSIX, [], DriveKind.UNKNOWN),
        ("darwin", POSIX, [Mounted("/", "apfs")], DriveKind.FIXED),
        ("darwin", VOLUME, [Mounted("/Volumes/llave", "msdos")], DriveKind.REMOVABLE),
        ("darwin", VOLUME, [Mounted("/Volumes/llave", "smbfs")], DriveKind.NETWORK),
    ],
)
def test_that_a_drive_is_what_its_system_says(
    system: str, folder: PurePath, mounts: list[Mounted], kind: DriveKind
) -> None:
    assert kind_of(folder, mounts, system) == kind


@pytest.mark.parametrize(
    ("bus", "flag", "kind"),
    [
        ("pci0/ata1", "0", DriveKind.FIXED),
        ("pci0/ata1", "1", DriveKind.REMOVABLE),
        ("pci0/usb1/1-2", "0", DriveKind.REMOVABLE),
        ("virtual", "0", DriveKind.UNKNOWN),
    ],
)
@pytest.mark.posix("symbolic links")
def test_that_linux_is_asked_through_an_encrypted_drive(
    tmp_path: Path, bus: str, flag: str, kind: DriveKind
) -> None:
    blocks, real = tmp_path / "block", tmp_path / bus / "block" / "sda"
    (real / "sda1").mkdir(parents=True)
    (real / "removable").write_text(f"{flag}\n")
    (blocks / "dm-0" / "slaves" / "sda1").mkdir(parents=True)
    (blocks / "sda1").symlink_to(real / "sda1")
    assert drive._of_blocks("/dev/dm-0", blocks) is kind
    assert drive._of_blocks("/dev/sdz9", blocks) is DriveKind.UNKNOWN


def test_that_free_space_is_told_and_a_file_that_is_gone_too(tmp_path: Path) -> None:
    library = tmp_path / "library"
    # The folder that a drive hung from is still there when the drive is not.
    assert read_drive(library) is None
    library.touch()
    found = read_drive(library)
    assert found is not None
    assert found.free > 0

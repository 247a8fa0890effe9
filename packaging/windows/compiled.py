"""Byte-compiles with the Python that will run it, under Wine: people may not write where the program lies."""

from __future__ import annotations

from pathlib import Path

from source import Source, stop
from windows.wine import Wine

_PROGRAM = """import compileall, py_compile, sys
sys.exit(not compileall.compile_dir(
    sys.argv[1], quiet=2, stripdir=sys.argv[1], prependdir="packages",
    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH))
"""


def compile_all(source: Source, python: Path, packages: Path) -> None:
    """A file that does not compile, such as a template, stays as it is; the program's own all do."""
    with Wine(source.scratch / "wine") as wine:
        wine.run(python / "python.exe", "-c", _PROGRAM, wine.path(packages), seconds=900, may_fail=True)
    own = packages / "lazi_desktop"
    bare = [
        path.relative_to(packages)
        for path in sorted(own.rglob("*.py"))
        if not (path.parent / "__pycache__" / f"{path.stem}.cpython-313.pyc").exists()
    ]
    if bare:
        stop(f"Not compiled: {', '.join(map(str, bare[:5]))}")

"""`LAZI Desktop.exe` and `lazi-desktop.exe`: distlib's, with a line that says which Python, and a program."""

from __future__ import annotations

import io
import zipfile

WINDOW = "LAZI Desktop.exe"
CONSOLE = "lazi-desktop.exe"
KINDS = {WINDOW: ("w64.exe", "pythonw.exe"), CONSOLE: ("t64.exe", "python.exe")}
"""Which launcher, and which Python it starts."""

_PROGRAM = b"""import sys

from lazi_desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


def launcher(stub: bytes, python: str) -> bytes:
    """`python` is found from where the launcher lies, so the folder may be anywhere."""
    line = f'#!"<launcher_dir>\\python\\{python}"\r\n'.encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("__main__.py", (1980, 1, 1, 0, 0, 0)), _PROGRAM)
    return stub + line + packed.getvalue()

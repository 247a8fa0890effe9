"""Runs inside the packaged program, before anything of it."""

import os
import sys


def _leave_others_their_libraries() -> None:
    """Where our libraries lie was told to the system's loader, which has read it; a browser we open must not."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before


def _hold_on_to_our_code() -> None:
    """An update may replace the program while it runs: what is imported later still comes from what was started."""
    from pyimod02_importers import pyz_archive  # type: ignore[import-not-found]  # only there in the package

    held = os.open(sys.executable, os.O_RDONLY | os.O_CLOEXEC)
    pyz_archive._filename = f"/proc/self/fd/{held}"


_leave_others_their_libraries()
_hold_on_to_our_code()

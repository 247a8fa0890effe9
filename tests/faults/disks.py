"""Small disks that can be filled. Only who may mount them can have them; elsewhere the test is skipped, and says so."""

from __future__ import annotations

import errno
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(*, megabytes: int, what: str) -> Iterator[Path]:
    if sys.platform != "linux":
        pytest.skip(f"NOT TESTED: {what}; needs Linux")
    with tempfile.TemporaryDirectory(prefix="lazi-disk-") as name:
        Path(name).chmod(0o711)
        disk = Path(name) / "disk"
        disk.mkdir(mode=0o711)
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=711", "tmpfs", str(disk)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip(f"NOT TESTED: {what}; this account may not mount a small disk")
        try:
            yield disk
        finally:
            subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(path: Path) -> None:
    """Takes all the room there is, to the last block."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

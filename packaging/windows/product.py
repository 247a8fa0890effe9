"""Names and numbers by which Windows knows the product. The upgrade code never changes."""

from __future__ import annotations

import re
import uuid
from hashlib import sha256

NAME = "LAZI Desktop"
PUBLISHER = "LAZI Desktop"
UPGRADE_CODE = "01482433-4C97-4AB2-B0E7-1758FE24B6CF"
OLDEST_WINDOWS = 17763
"""Windows 10 1809 and Server 2019: what Qt asks for."""


def guid(*names: str) -> str:
    """The same for the same names, in whatever build."""
    return str(uuid.uuid5(uuid.UUID(UPGRADE_CODE), "\n".join(names))).upper()


def short(kind: str, path: str) -> str:
    """An identifier for the installer's tables."""
    return kind + sha256(path.encode()).hexdigest()[:24]


def msi_version(version: str) -> str:
    """Three numbers. A candidate, as 1.2.0rc1, has those of what it is a candidate for."""
    found = re.match(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?", version)
    assert found is not None
    return ".".join(number or "0" for number in found.groups())

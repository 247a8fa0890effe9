"""Who changed something, as it is said to the person at this computer."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication


def person(name: str, me: Collection[str]) -> str:
    """`me` are the names under which the database knows this device. What it does not have yet bears no name."""
    mine = name in me or (me and not name)
    return QCoreApplication.translate("People", "you") if mine else name

"""Who changed something, as it is said to the person at this computer."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication


def person(name: str, me: Collection[str]) -> str:
    """`me` are the names under which the database knows this device. What it does not have yet bears no name."""
    mine = name in me or (me and not name)
    return you() if mine else name


def you() -> str:
    return QCoreApplication.translate("People", "you")


def possessive(name: str) -> str:
    """`Dana's`, or `yours`: whose a value is, of what `person` told."""
    if name == you():
        return QCoreApplication.translate("People", "yours")
    return QCoreApplication.translate("People", "{name}'s").format(name=name)


def sentence_start(name: str) -> str:
    """A sentence begins with "You", and with a name as it is written."""
    return name[:1].upper() + name[1:] if name in (you(), possessive(you())) else name

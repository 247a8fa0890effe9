"""What would be lost with a local copy, in sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.profiles import OnlyHere
from lazi_desktop.ui.formatting import counted


def only_here_words(found: OnlyHere) -> str:
    """ "" where nothing is on this computer alone, but for the shared database in it."""
    if found.unreadable:
        return _tr("Nobody can tell what was not shared yet: the local copy cannot be read. {why}").format(
            why=found.unreadable
        )
    parts = []
    if found.edits:
        parts.append(counted(found.edits, _tr("edit"), _tr("edits")))
    if found.pictures:
        parts.append(counted(found.pictures, _tr("added picture"), _tr("added pictures")))
    if found.drafts:
        parts.append(counted(found.drafts, _tr("half-typed value"), _tr("half-typed values")))
    if not parts:
        return ""
    return _tr("Only on this computer, and not yet shared with the team: {what}.").format(
        what=", ".join(parts)
    )


def entries_words(found: OnlyHere) -> str:
    """Whose edits these are, one a line."""
    lines = [f"• {entry}" for entry in found.entries]
    if found.more_entries:
        more = counted(found.more_entries, _tr("more entry"), _tr("more entries"))
        lines.append(_tr("… and {entries}").format(entries=more))
    return "\n".join(lines)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Profiles", text)

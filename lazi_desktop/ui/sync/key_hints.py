"""The keys that the dialog of conflicts hears by itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints


def conflict_hints() -> list[KeyHints]:
    return [
        KeyHints(
            _tr("Where a conflict is decided"),
            [
                KeyHint(_tr("Take ServiceTitan's"), ("Left",)),
                KeyHint(_tr("Keep ours"), ("Right",)),
                KeyHint(_tr("Edit result"), ("E",)),
                KeyHint(_tr("Previous, next"), ("PgUp", "PgDown")),
            ],
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeyHints", text)

"""The keys that Review and the dialog of conflicts hear by themselves."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints


def review_hints() -> list[KeyHints]:
    return [
        KeyHints(
            _tr("In Review"),
            [
                KeyHint(_tr("Show in the grid"), ("Enter",)),
                KeyHint(_tr("Revert the selected changes"), ("Del",)),
            ],
        ),
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

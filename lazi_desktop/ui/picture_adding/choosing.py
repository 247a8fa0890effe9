"""Choosing picture files in the system's own dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from lazi_desktop.ui.picture_adding.folders import PICTURE_SUFFIXES
from lazi_desktop.ui.picture_adding.sources import FromFile, Source

_PLACE = "pictures/folder"


def choose_pictures(
    parent: QWidget, state: QSettings, then: Callable[[Sequence[Source]], None], *, only_one: bool = False
) -> QFileDialog:
    """Opens where pictures were chosen last."""
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    dialog = QFileDialog(parent, _tr("Choose a picture") if only_one else _tr("Choose pictures"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile if only_one else QFileDialog.FileMode.ExistingFiles)
    dialog.setDirectory(str(state.value(_PLACE, "") or pictures))
    patterns = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
    dialog.setNameFilters([f"{_tr('Pictures')} ({patterns})", f"{_tr('All files')} (*)"])

    def chosen() -> None:
        paths = [Path(name) for name in dialog.selectedFiles()]
        if paths:
            state.setValue(_PLACE, str(paths[0].parent))
            then([FromFile(path) for path in paths])

    dialog.accepted.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureAdding", text)

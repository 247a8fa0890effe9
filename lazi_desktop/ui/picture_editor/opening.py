"""Opens the editor for a picture of an entry."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.assets import Asset
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.picture_adding.adding import PictureAdding, Target
from lazi_desktop.ui.picture_adding.reading import Workshop
from lazi_desktop.ui.picture_editor.editor import PictureEditor


def edit_picture(
    parent: QWidget, context: UiContext, adding: PictureAdding, target: Target, asset: Asset
) -> PictureEditor | None:
    """The target names the field. None where nothing can be changed here: `adding.why_not` tells why."""
    workshop = Workshop.of(context)
    if workshop is None or adding.why_not():
        return None
    name = "" if local_digest(asset.name) else asset.name
    editor = PictureEditor(parent.window(), workshop, adding, target, asset, name or parent.tr("new picture"))
    editor.open()
    return editor

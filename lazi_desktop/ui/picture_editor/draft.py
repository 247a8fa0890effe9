"""What is being done to a picture, with every step that led there. Without Qt."""

from __future__ import annotations

from lazi_desktop.domain.pictures import PictureEdit


class EditDraft:
    def __init__(self) -> None:
        self._steps = [PictureEdit()]
        self._at = 0
        self._kind = ""

    @property
    def edit(self) -> PictureEdit:
        return self._steps[self._at]

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at < len(self._steps) - 1

    @property
    def is_changed(self) -> bool:
        return self.edit != PictureEdit()

    def change(self, edit: PictureEdit, *, kind: str = "") -> bool:
        """One step; steps of one `kind` after each other are one. Whether anything is another now."""
        if edit == self.edit:
            return False
        joins = bool(kind) and kind == self._kind and self.can_undo and not self.can_redo
        keep = self._at if joins else self._at + 1
        self._steps[keep:] = [edit]
        self._at, self._kind = keep, kind
        return True

    def rest(self) -> None:
        """What comes next is a step of its own."""
        self._kind = ""

    def undo(self) -> bool:
        return self._go(-1) if self.can_undo else False

    def redo(self) -> bool:
        return self._go(1) if self.can_redo else False

    def _go(self, steps: int) -> bool:
        self._at += steps
        self._kind = ""
        return True

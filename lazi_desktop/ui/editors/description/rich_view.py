"""The text field that shows formatted text. It loads nothing, whatever is put into it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from lazi_desktop.domain.rich_text import ListKind, RichText
from lazi_desktop.domain.rich_text_reader import read_html
from lazi_desktop.ui.editors.description import on_screen

_KEYS = {Qt.Key.Key_B: "bold", Qt.Key.Key_I: "italic", Qt.Key.Key_U: "underline"}


class RichView(QTextEdit):
    """`changed()`: by the person."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._is_filling = False
        self.textChanged.connect(self._on_changed)

    def fill(self, text: RichText) -> None:
        self._is_filling = True
        on_screen.fill(self.document(), text)
        self._is_filling = False
        self.moveCursor(QTextCursor.MoveOperation.Start)  # where reading begins, not where filling ended

    def rich_text(self) -> RichText:
        return on_screen.read(self.document())

    def _on_changed(self) -> None:
        if not self._is_filling:
            self.changed.emit()

    # ---------------------------------------------------------------------------------- what comes from outside

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing: no picture, no style sheet, from nowhere."""
        return None

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What Word, Excel and browsers give, without how it looked there."""
        if source.hasHtml():
            on_screen.insert(self.textCursor(), read_html(source.html()))
        elif source.hasText():
            self.textCursor().insertText(source.text().replace("\r\n", "\n"), QTextCharFormat())
        self.ensureCursorVisible()

    # ------------------------------------------------------------------------------------------------------------ looks

    def looks(self) -> dict[str, bool]:
        """Of what is typed next, or is marked."""
        here = self.currentCharFormat()
        kind = on_screen.kind_of(self.textCursor().currentList())
        return {
            "bold": here.fontWeight() >= QFont.Weight.DemiBold,
            "italic": here.fontItalic(),
            "underline": here.fontUnderline() and not here.isAnchor(),
            "bullets": kind is ListKind.BULLETS,
            "numbers": kind is ListKind.NUMBERS,
            "link": here.isAnchor(),
        }

    def toggle(self, look: str) -> None:
        on = not self.looks()[look]
        if look in ("bullets", "numbers"):
            self._set_list(ListKind.BULLETS if look == "bullets" else ListKind.NUMBERS, on=on)
            return
        made = QTextCharFormat()
        if look == "bold":
            made.setFontWeight(QFont.Weight.Bold if on else QFont.Weight.Normal)
        elif look == "italic":
            made.setFontItalic(on)
        else:
            made.setFontUnderline(on)
        self.mergeCurrentCharFormat(made)

    def _set_list(self, kind: ListKind, *, on: bool) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if on:
            held = cursor.currentList()
            depth = max(held.format().indent(), 1) if on_screen.kind_of(held) else 1
            cursor.createList(on_screen.list_format(kind, depth))
        else:
            for block in self._marked_blocks(cursor):
                on_screen.leave_list(block)
        cursor.endEditBlock()

    def _marked_blocks(self, cursor: QTextCursor) -> list[QTextCursor]:
        document = self.document()
        block, last = document.findBlock(cursor.selectionStart()), cursor.selectionEnd()
        found = []
        while block.isValid() and block.position() <= last:
            found.append(QTextCursor(block))
            block = block.next()
        return found

    def link_here(self) -> str:
        return self.currentCharFormat().anchorHref()

    def set_link(self, target: str) -> None:
        """On what is marked, on the link the cursor is in, or on its own address where neither is; "" for none."""
        cursor = self.textCursor()
        if not cursor.hasSelection() and self.link_here():
            cursor = self._whole_link(cursor)
        looks = on_screen.link_looks(target) if target else QTextCharFormat()
        if cursor.hasSelection():
            cursor.setCharFormat(looks)
        elif target:
            cursor.insertText(target, looks)
            cursor.insertText(" ", QTextCharFormat())

    @staticmethod
    def _whole_link(cursor: QTextCursor) -> QTextCursor:
        target = cursor.charFormat().anchorHref()
        wide = QTextCursor(cursor)
        block = cursor.block()
        place = block.begin()
        while not place.atEnd():
            fragment = place.fragment()
            if fragment.charFormat().anchorHref() == target and (
                fragment.position() <= cursor.position() <= fragment.position() + fragment.length()
            ):
                wide.setPosition(fragment.position())
                wide.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            place += 1
        return wide

    def clear_format(self) -> None:
        """Of what is marked, or of everything."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.Document)
        cursor.beginEditBlock()
        for block in self._marked_blocks(cursor):
            on_screen.leave_list(block)
        cursor.mergeBlockFormat(QTextBlockFormat())
        cursor.setCharFormat(QTextCharFormat())
        cursor.endEditBlock()

    # ------------------------------------------------------------------------------------------------------------- keys

    def event(self, event: QEvent) -> bool:
        """Ctrl+B, I and U are this field's while it has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._look_of(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        look = self._look_of(event)
        if look and not self.isReadOnly():
            self.toggle(look)
        elif event.matches(QKeySequence.StandardKey.InsertParagraphSeparator) and self._ends_list():
            on_screen.leave_list(self.textCursor())
        else:
            super().keyPressEvent(event)

    def _ends_list(self) -> bool:
        """Enter on an empty line of a list ends it."""
        cursor = self.textCursor()
        return bool(on_screen.kind_of(cursor.currentList())) and not cursor.block().text()

    @staticmethod
    def _look_of(event: QKeyEvent) -> str:
        is_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return _KEYS.get(Qt.Key(event.key()), "") if is_ctrl else ""

"""Lines of a kit, or rows of a sheet, that are pasted into the shown kit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.errors import Cancelled, LaziError
from lazi_desktop.domain.pasted_block import read_block
from lazi_desktop.operations.kits.pasting import Matched, kits_to_paste, match_pasted
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.lines.acting import LineActs, Place
from lazi_desktop.ui.kits.lines.clipboard import lines_in
from lazi_desktop.ui.kits.lines.on_the_way import Then
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.long_work import LongWork


class LinePasting(QObject):
    """`unmatched(rows)`: of what was pasted. `place` tells where it goes, `choose` is called when it is shown."""

    unmatched = Signal(object)

    def __init__(
        self,
        context: UiContext,
        shown: ShownKit,
        acts: LineActs,
        place: Callable[[], Place],
        choose: Then,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._shown, self._acts = context, shown, acts
        self._place, self._choose = place, choose

    def paste(self) -> None:
        board = QApplication.clipboard().mimeData()
        copied = lines_in(board)
        if copied is not None:
            self._acts.copy(copied.kit, copied.lines, self._place(), self._choose)
        elif board.hasText() and board.text().strip():
            self.paste_text(board.text(), board.html() if board.hasHtml() else "")

    def paste_text(self, text: str, markup: str = "") -> None:
        """Rows of a sheet, as one step; those that fit no part are told."""
        queries, place, here = self._context.queries, self._place(), self._shown.key
        kits = kits_to_paste(self._shown.kits.book.kits, besides=here)
        long = LongWork(self.tr("Paste lines"), self)

        def take(found: Matched) -> None:
            long.ended.emit()
            long.deleteLater()
            if here != self._shown.key:
                return
            label = self.tr("Paste {n} lines").format(n=len(found.lines)) if len(found.lines) > 1 else ""
            self._acts.add(found.lines, place, self._choose, label=label)
            if found.unmatched:
                self.unmatched.emit(found.unmatched)

        def failed(error: LaziError) -> None:
            long.ended.emit()
            long.deleteLater()
            if not isinstance(error, Cancelled):
                self._context.notifier.problem(error)

        self._context.edits.long_began.emit(long)
        self._context.tasks.read(
            lambda: match_pasted(queries, read_block(text, markup), kits, step=long.step),
            take,
            owner=self,
            failed=failed,
        )

"""Lines and groups dragged to another place, and parts dragged out of the browser into the kit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from PySide6.QtCore import QByteArray, QMimeData, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QDropEvent

from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.ui.kits.browser.found_part import FoundPart
from lazi_desktop.ui.kits.browser.part_browser import PartBrowser
from lazi_desktop.ui.kits.browser.part_model import PARTS_MIME, parts_in
from lazi_desktop.ui.kits.lines.acting import LineActs
from lazi_desktop.ui.kits.lines.dropping import DropMark
from lazi_desktop.ui.kits.lines.lines_tree import LinesTree
from lazi_desktop.ui.kits.lines.nodes import Node
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.pricebook.drag_picture import drag_picture

MOVED_MIME = f"application/x-lazi-kit-moved-{uuid4().hex}"


@dataclass(frozen=True, slots=True)
class Drop:
    """In front of or behind a line or group, or into a group (None: into none)."""

    mark: DropMark
    group: PartId | None = None
    before: PartId | None = None
    after: PartId | None = None


class LineDrops(QObject):
    def __init__(self, tree: LinesTree, acts: LineActs, shown: ShownKit, browser: PartBrowser) -> None:
        super().__init__(tree)
        self._tree, self._acts, self._shown, self._browser = tree, acts, shown, browser
        tree.setDragEnabled(True)
        tree.setAcceptDrops(True)
        tree.setDropIndicatorShown(False)  # it is painted by the tree
        tree.drops = self

    def start(self) -> None:
        data = self.data_of_chosen()
        if data is None:
            return
        drag = QDrag(self._tree)
        drag.setMimeData(data)
        drag.setPixmap(drag_picture(self._words(), self._tree.devicePixelRatioF()))
        drag.exec(Qt.DropAction.MoveAction)

    def data_of_chosen(self) -> QMimeData | None:
        """Groups where only groups are chosen, else lines."""
        nodes = [one for one in self._tree.chosen_nodes() if one.is_own or one.is_group]
        if not nodes:
            return None
        groups = all(one.is_group for one in nodes)
        keys = [one.key for one in nodes] if groups else self._tree.chosen_lines()
        data = QMimeData()
        data.setData(
            MOVED_MIME, QByteArray(json.dumps({"groups": groups, "keys": [str(k) for k in keys]}).encode())
        )
        return data

    def _words(self) -> str:
        nodes = self._tree.chosen_nodes()
        if len(nodes) > 1:
            return self.tr("{n} lines").format(n=len(self._tree.chosen_lines()))
        node = nodes[0]
        return node.group.name if node.group is not None else node.rolled.name if node.rolled else ""

    # ------------------------------------------------------------------------------------------------------- letting go

    def over(self, event: QDropEvent) -> None:
        drop = self.meant(event.mimeData(), event.position().toPoint())
        self._tree.show_drop(None if drop is None else drop.mark)
        if drop is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def let_go(self, event: QDropEvent) -> None:
        self._tree.show_drop(None)
        data, drop = event.mimeData(), self.meant(event.mimeData(), event.position().toPoint())
        if drop is None:
            event.ignore()
            return
        event.acceptProposedAction()
        if data.hasFormat(PARTS_MIME):
            self._add(parts_in(data), drop)
            return
        content = json.loads(bytes(data.data(MOVED_MIME).data()))
        keys = [PartId(UUID(one)) for one in content["keys"]]
        if content["groups"]:
            self._acts.move_groups(keys, before=drop.before, after=drop.after)
        else:
            self._acts.move(keys, group=drop.group, before=drop.before, after=drop.after)

    def _add(self, identities: Sequence[str], drop: Drop) -> None:
        """Behind the line, in the order they are listed."""

        kit = self._shown.key

        def take(parts: Sequence[FoundPart]) -> None:
            if kit == self._shown.key:
                self._acts.add_parts(parts, (drop.group, drop.after), drop.before)

        self._browser.finder.read_dropped(identities, take)

    # ------------------------------------------------------------------------------------------------- what is meant

    def meant(self, data: QMimeData, at: QPoint) -> Drop | None:
        if not (data.hasFormat(PARTS_MIME) or data.hasFormat(MOVED_MIME)) or self._shown.key is None:
            return None
        if not self._tree.may_change:
            return None
        content = bytes(data.data(MOVED_MIME).data())
        moves_groups = bool(content) and bool(json.loads(content)["groups"])
        node = self._tree.lines.node(self._tree.indexAt(at))
        while node is not None and node.is_nested:
            node = node.parent
        if node is None:
            return self._at_end(groups=moves_groups)
        rect = self._tree.visualRect(self._tree.lines.index_of(node))
        upper = at.y() < rect.center().y()
        if moves_groups:
            return self._beside_group(node, rect, upper=upper)
        if node.is_group:
            return Drop(DropMark(rect, into=True), group=node.key)
        if upper:
            return Drop(DropMark(rect, above=True), before=node.key)
        return Drop(DropMark(rect), after=node.key)

    def _beside_group(self, node: Node, rect: QRect, *, upper: bool) -> Drop | None:
        if not node.is_group:
            if node.parent is None:
                return None
            return Drop(DropMark(rect), after=node.parent.key)
        if upper:
            return Drop(DropMark(rect, above=True), before=node.key)
        return Drop(DropMark(rect), after=node.key)

    def _at_end(self, *, groups: bool) -> Drop:
        """Below everything: into the last group, or into none where there are no groups."""
        top = self._tree.lines.top
        last = top[-1] if top else None
        rect = self._tree.last_rect()
        if groups:
            return Drop(DropMark(rect), after=last.key if last is not None else None)
        return Drop(DropMark(rect), group=last.key if last is not None and last.is_group else None)

"""Three choices, each of what lies below the one before: which category parts are looked for in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.pricebook import CategoryNode
from lazi_desktop.ui.category_nodes import in_tree_order
from lazi_desktop.ui.kind_looks import tree_name
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.popup_list import Choice, PopupList
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

LEVELS = 3
_LONGEST = 18


@dataclass(frozen=True, slots=True)
class Step:
    """A category: of a tree, or of kits, then by the names down to it."""

    tree: Tree | None = None
    category: EntityKey | None = None
    path: tuple[str, ...] = ()
    name: str = ""
    count: int = 0

    @property
    def identity(self) -> str:
        return "/".join(("kits", *self.path)) if self.path else f"{self.tree}:{self.category}"


class Waterfall(QWidget):
    """`chosen_changed()`: other parts are looked for."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: list[Step] = []
        self._children: dict[EntityKey | Tree, list[Step]] = {}
        self._paths: set[tuple[str, ...]] = set()
        self.popup: PopupList | None = None
        layout = FlowLayout(self, gap=6)
        self.buttons = [button("", "") for _ in range(LEVELS)]
        for level, one in enumerate(self.buttons):
            one.setProperty("pill", "true")
            one.clicked.connect(lambda _checked=False, at=level: self.open(at))
            layout.addWidget(one)
        self._show()

    @property
    def step(self) -> Step | None:
        """The innermost that is chosen."""
        return self._chosen[-1] if self._chosen else None

    def know(self, nodes: Collection[CategoryNode], paths: Collection[Sequence[str]]) -> None:
        """What there is: nodes of both trees, and the category paths of kits."""
        self._children = {}
        for tree in Tree:
            for node, parent in in_tree_order([one for one in nodes if one.tree is tree and one.active]):
                step = Step(tree, node.key, name=node.name, count=node.sku_count)
                self._children.setdefault(tree if parent is None else parent, []).append(step)
        self._paths = {tuple(path[:depth]) for path in paths for depth in range(1, len(path) + 1)}

    def choose(self, steps: Sequence[Step]) -> None:
        self._chosen = list(steps)
        self._show()
        self.chosen_changed.emit()

    def choices(self, level: int) -> Sequence[Step]:
        """What can be chosen there now."""
        if level > len(self._chosen):
            return ()
        if level == 0:
            return [
                *self._children.get(Tree.MATERIALS, ()),
                *self._children.get(Tree.SERVICES, ()),
                *self._of_kits(()),
            ]
        above = self._chosen[level - 1]
        if above.path:
            return self._of_kits(above.path)
        return self._children.get(above.category, ()) if above.category is not None else ()

    def _of_kits(self, above: tuple[str, ...]) -> list[Step]:
        below = [one for one in self._paths if len(one) == len(above) + 1 and one[:-1] == above]
        return [Step(path=one, name=one[-1]) for one in sorted(below)]

    def open(self, level: int) -> None:
        """Drops the choices down; Enter or a click takes one."""
        chosen = self._chosen[level] if level < len(self._chosen) else None
        steps = {step.identity: step for step in self.choices(level)}
        popup = PopupList(self._title(level), self)
        choices = [self._choice(key, one, level, ticked=one == chosen) for key, one in steps.items()]
        popup.offer([Choice("", self.tr("Any"), chosen is None), *choices])
        popup.ticked.connect(lambda key, _on: self._take(popup, level, steps.get(key)))
        popup.destroyed.connect(self._forget)
        self.popup = popup
        popup.open_at(self.buttons[level].mapToGlobal(self.buttons[level].rect().bottomLeft()))

    def _choice(self, key: str, step: Step, level: int, *, ticked: bool) -> Choice:
        return Choice(
            key, step.name, ticked, whole(step.count) if step.count else "", self._heading(step, level)
        )

    def _heading(self, step: Step, level: int) -> str:
        if level:
            return ""
        return self.tr("Kits") if step.tree is None else tree_name(step.tree)

    def _take(self, popup: PopupList, level: int, step: Step | None) -> None:
        self.choose([*self._chosen[:level], *([] if step is None else [step])])
        popup.close()

    def _forget(self, _gone: QObject | None = None) -> None:
        self.popup = None

    def _title(self, level: int) -> str:
        return self.tr("Find a category") if level == 0 else self.tr("Find a category below it")

    def _unchosen(self, level: int) -> str:
        """What is said of a level where nothing is chosen."""
        if level == 0:
            return self.tr("Category")
        if level == len(self._chosen) and self.choices(level):
            return self.tr("Any in {category}").format(category=self._chosen[level - 1].name)
        return self.tr("Level {n}").format(n=level + 1)

    def _show(self) -> None:
        for level, one in enumerate(self.buttons):
            chosen = self._chosen[level].name if level < len(self._chosen) else ""
            words = chosen or self._unchosen(level)
            shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
            one.setText(f"{shown} ▾".replace("&", "&&"))
            one.setToolTip(self.tr("Any category") if level == 0 and not chosen else words)
            one.setAccessibleName(
                self.tr("Category, level {level}: {chosen}").format(level=level + 1, chosen=words)
            )
            one.setCheckable(True)
            one.setChecked(bool(chosen))
            one.setEnabled(level == 0 or bool(self.choices(level)))

"""Categories come, go and move: what is done in the tree, by mouse, keys or menu."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QObject, QPoint, Qt

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.create_entity import create_entity
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.operations.links import reference_to
from lazi_desktop.operations.move_category import after_move, move_categories, topmost, why_not_below
from lazi_desktop.operations.remove_category import remove_categories
from lazi_desktop.operations.switch import switch
from lazi_desktop.ports.pricebook import CategoryNode, ReferenceEntry
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.category_chips import Reference, reference
from lazi_desktop.ui.editors.category_picker import CategoryPicker
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.pricebook.business_units import BusinessUnits
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.category_tree import CategoryTree
from lazi_desktop.ui.pricebook.category_tree_model import DRAFT, UNREAL
from lazi_desktop.ui.pricebook.use_banner import UseBanner

_UNITS = "business_unit_ids"


class CategoryLife(QObject):
    def __init__(self, context: UiContext, tree: CategoryPanel, banner: UseBanner, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._tree, self._banner = context, tree, banner
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._asked = False
        self._new: EntityKey | None = None
        banner.closed.connect(self._on_banner_closed)
        for view in tree.trees.values():
            view.tree_model.named.connect(lambda key, name, view=view: self._on_named(view, key, name))
            view.drops.categories_dropped.connect(
                lambda keys, parent, before, view=view: self._move(view, keys, parent, before)
            )

    @property
    def _view(self) -> CategoryTree:
        return self._tree.view

    def _targets(self) -> list[CategoryNode]:
        found = map(self._view.tree_model.node_of, self._view.targets())
        return [node for node in found if node is not None]

    # --------------------------------------------------------------------------------------------------- new, names

    def new_category(self) -> None:
        """Below the current one; at the top where that is "All"."""
        targets = self._view.targets()
        self._begin(targets[0] if targets else None)

    def new_beside(self) -> None:
        targets = self._view.targets()
        self._begin(self._view.tree_model.parent_of(targets[0]) if targets else None)

    def _begin(self, parent: EntityKey | None) -> None:
        self._tree.search.clear()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._view.begin_new(parent)

    def rename(self) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        targets = self._view.targets()
        if targets:
            self._view.go_to(targets[0])
            self._view.rename()

    def _on_named(self, view: CategoryTree, key: EntityKey, name: str) -> None:
        if key == DRAFT:
            self._create(view, name)
            return
        seen = next((node.name for node in view.tree_model.nodes if node.key == key), "")
        self._context.edits.edit([FieldEdit(key, "name", name, seen)], initiator=self, failed=self._on_failed)

    def _create(self, view: CategoryTree, name: str) -> None:
        model = view.tree_model
        parent = model.parent_of(DRAFT)
        siblings = [node.position for node in model.nodes if node.parent_key == parent]
        values = {"name": name, "category_type": view.tree, "position": max(siblings, default=0) + 1}

        def operation(work: UnitOfWork) -> Changes:
            above = None if parent is None else reference_to(work.detail(parent))
            return create_entity(work, work.new_key(), EntityKind.CATEGORY, {**values, "parent_id": above})

        def made(changes: Changes) -> None:
            view.go_to_when_there(next(iter(changes.keys)))

        self._context.edits.do(operation, initiator=self, done=made, failed=self._on_failed)

    # -------------------------------------------------------------------------------------------------------- moving

    def move_up(self) -> None:
        self._among_siblings(-1)

    def move_down(self) -> None:
        self._among_siblings(1)

    def _among_siblings(self, step: int) -> None:
        """Past the next sibling that is shown."""
        view, keys, siblings, parent = self._standing()
        if not keys:
            return
        moving = set(keys)
        shown = [key for key in siblings if key in moving or not view.narrowing.is_hidden(key)]
        ends = [at for at, key in enumerate(shown) if key in moving]
        past = (min(ends) if step < 0 else max(ends)) + step
        if not 0 <= past < len(shown):
            return
        others = [key for key in siblings if key not in moving]
        at = others.index(shown[past]) + (step > 0)
        self._move(view, keys, parent, others[at] if at < len(others) else None)

    def move_out(self) -> None:
        """To beside what they hang below, behind it."""
        view, keys, _, parent = self._standing()
        if not keys or parent is None:
            return
        above = view.tree_model.parent_of(parent)
        siblings = [key for key in view.tree_model.children_of(above) if key not in UNREAL]
        behind = siblings[siblings.index(parent) + 1 :]
        self._move(view, keys, above, behind[0] if behind else None)

    def move_in(self) -> None:
        """Below the sibling that is shown before them, the last there."""
        view, keys, siblings, _ = self._standing()
        shown = [key for key in siblings if key in keys or not view.narrowing.is_hidden(key)]
        at = shown.index(keys[0]) if keys else 0
        if at > 0:
            self._move(view, keys, shown[at - 1], None)
            view.setExpanded(view.tree_model.index_of(shown[at - 1]), True)

    def _standing(self) -> tuple[CategoryTree, list[EntityKey], list[EntityKey], EntityKey | None]:
        """Those that keys move, their siblings and what they hang below: those beside the first one."""
        view = self._view
        moving = [node.key for node in topmost(view.tree_model.nodes, view.targets())]
        if not moving:
            return view, [], [], None
        parent = view.tree_model.parent_of(moving[0])
        siblings = [key for key in view.tree_model.children_of(parent) if key not in UNREAL]
        return view, [key for key in moving if key in siblings], siblings, parent

    def move_to(self) -> None:
        """Below a category that is picked from a list."""
        view, model = self._view, self._view.tree_model
        keys = view.targets()
        if not keys:
            return
        names: dict[Reference | None, EntityKey | None] = {None: None}
        names |= {reference(node.remote_id, node.key): node.key for node in model.nodes}
        not_there = [
            one for one, key in names.items() if one is not None and why_not_below(model.nodes, keys, key)
        ]
        picker = CategoryPicker(view)
        picker.picked.connect(lambda one: self._move(view, keys, names[one], None))
        picker.offer(model.nodes, but=not_there, top=self.tr("At the top"))
        picker.open_at(self._below_current())

    def _below_current(self) -> QPoint:
        rect = self._view.visualRect(self._view.currentIndex())
        return self._view.viewport().mapToGlobal(QPoint(rect.left(), rect.bottom() + 2))

    def _move(
        self,
        view: CategoryTree,
        keys: Collection[EntityKey],
        parent: EntityKey | None,
        before: EntityKey | None,
    ) -> None:
        """It is shown at once; the truth follows when it is recorded."""
        shown = view.tree_model.nodes
        problem = why_not_below(shown, keys, parent)
        if problem:
            view.bubble.say(problem, view.visualRect(view.currentIndex()), tone="changed")
            return
        view.tree_model.take_order(after_move(shown, keys, parent, before))
        view.narrow()
        view.scrollTo(view.currentIndex())
        self._do(lambda work: move_categories(work, keys, parent, before, shown=shown))

    # ------------------------------------------------------------------------------------------------ off, on, delete

    def deactivate(self) -> None:
        """What hangs in them is said beforehand."""
        keys = [node.key for node in self._targets() if node.active]
        if keys:
            words = self._affected(keys)
            go_on = self.tr("Deactivate anyway")
            self._ask(words, go_on, lambda: self._do(lambda work: switch(work, keys, active=False)))

    def activate(self) -> None:
        keys = [node.key for node in self._targets() if not node.active]
        if keys:
            self._do(lambda work: switch(work, keys, active=True))

    def _affected(self, keys: Sequence[EntityKey]) -> str:
        """What hangs in and below them; "" for nothing."""
        model = self._view.tree_model
        top = topmost(model.nodes, keys)
        below = {one for node in top for one in model.below(node.key)} - set(keys)
        skus, parts = sum(node.sku_count for node in top), []
        if below:
            parts.append(counted(len(below), self.tr("category"), self.tr("categories")))
        if skus:
            parts.append(counted(skus, self.tr("entry"), self.tr("entries")))
        if not parts:
            return ""
        named = self.tr("{name} holds {what}.") if len(top) == 1 else self.tr("They hold {what}.")
        rest = self.tr("These stay as they are, but are not found here in the field while it is inactive.")
        return f"{named.format(name=top[0].name, what=self.tr(' and ').join(parts))} {rest}"

    def delete(self) -> None:
        """What ServiceTitan never had is thrown away, and what hung in it moves up; all else is made inactive."""
        nodes, queries = self._targets(), self._context.queries
        keys = [node.key for node in nodes]
        known = [node.key for node in nodes if node.remote_id is not None and node.active]
        local = [node.key for node in nodes if node.remote_id is None]
        if not known and not local:
            return

        def go_on() -> None:
            self._reads.ask(
                lambda: {usage.user for key in local for usage in queries.where_used(key)},
                lambda users: self._do(lambda work: remove_categories(work, keys, users=users)),
            )

        words = ""
        if known:
            off = counted(len(known), self.tr("category"), self.tr("categories"))
            words = self.tr("ServiceTitan keeps what it has: {off} will be made inactive.").format(off=off)
            words = f"{words} {self._affected(known)}".strip()
        self._ask(words, self.tr("Delete") if local else self.tr("Deactivate"), go_on)

    def _ask(self, words: str, go_on: str, then: Callable[[], None]) -> None:
        if words:
            self._asked = True
            self._banner.ask(words, go_on, then, shows=False)
        else:
            then()

    def _on_banner_closed(self) -> None:
        if self._asked:
            self._asked = False
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------------------------------------ business units

    def business_units(self) -> None:
        """In which business units the chosen categories are offered."""
        keys, queries = self._view.targets(), self._context.queries
        if not keys:
            return
        popup = BusinessUnits(self._view)

        def read() -> tuple[dict[EntityKey, Value], Sequence[ReferenceEntry]]:
            details = [found for key in keys if (found := queries.detail(key)) is not None]
            held = {found.key: found.effective.get(_UNITS) for found in details}
            return held, queries.reference_rows("business_units")

        def offer(found: tuple[dict[EntityKey, Value], Sequence[ReferenceEntry]]) -> None:
            held, entries = found
            popup.offer_units(entries, list(held.values()))
            popup.decided.connect(lambda: self._put_units(popup, held))
            popup.open_at(self._below_current())

        self._reads.ask(read, offer)

    def _put_units(self, popup: BusinessUnits, held: dict[EntityKey, Value]) -> None:
        edits = [FieldEdit(key, _UNITS, popup.changed(one), one) for key, one in held.items()]
        self._context.edits.edit(edits, initiator=self, failed=self._on_failed)

    # ------------------------------------------------------------------------------------------------------------ all

    def _do(self, operation: Callable[[UnitOfWork], Changes]) -> None:
        self._context.edits.do(operation, initiator=self, failed=self._on_failed)

    def _on_failed(self, error: LaziError) -> None:
        """What was shown already is taken back."""
        self._view.tree_model.end_draft()
        self._context.notifier.problem(error)
        self._tree.refresh()

"""What the keys and the menu of the lines do: to what is chosen in the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QMenu

from lazi_desktop.domain.kits.assembling import fields_of_group, fields_of_line
from lazi_desktop.domain.kits.kit import Line
from lazi_desktop.domain.kits.parts import Clash, PartId
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.kit_words import name_of, part_field_title, part_value
from lazi_desktop.ui.kits.lines.acting import LineActs, Place
from lazi_desktop.ui.kits.lines.clipboard import lines_as_mime
from lazi_desktop.ui.kits.lines.columns import Column
from lazi_desktop.ui.kits.lines.group_popup import GroupPopup
from lazi_desktop.ui.kits.lines.line_card import Kept, LineCard
from lazi_desktop.ui.kits.lines.line_pasting import LinePasting
from lazi_desktop.ui.kits.lines.lines_model import can_type
from lazi_desktop.ui.kits.lines.lines_tree import LinesTree
from lazi_desktop.ui.kits.lines.nodes import Node
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.theme.tokens import GROUP_COLOURS

_OF_LINES = frozenset((
    "kit_details", "kit_move_up", "kit_move_down", "kit_copy", "kit_cut", "kit_duplicate",
))  # fmt: skip
_ALWAYS = frozenset(("kit_find_part", "kit_paste", "kit_group", "kit_fold_all", "kit_unfold_all"))
_LOOKING = frozenset((
    "kit_details", "kit_take_option", "kit_copy", "kit_find_part", "kit_fold_all", "kit_unfold_all",
))  # fmt: skip
"""What somebody can do who may only look."""


class LineHandling(QObject):
    """`find_wanted()`: the keyboard wants to the search."""

    find_wanted = Signal()

    def __init__(self, context: UiContext, shown: ShownKit, tree: LinesTree, acts: LineActs) -> None:
        super().__init__(tree)
        self._context = context
        self._shown = shown
        self._tree = tree
        self._acts = acts
        self.nodes: Sequence[Node] = ()
        self.lines: Sequence[PartId] = ()
        """What is chosen, as `look` saw it last."""
        self.popup: GroupPopup | None = None
        self.card: LineCard | None = None
        self._kept_of_cards: Kept = {}
        self.menu: QMenu | None = None
        self.pasting = LinePasting(context, shown, acts, self.place, self._choose, self)
        tree.stepped.connect(self._step)

    # ------------------------------------------------------------------------------------------------ what can be done

    def look(self) -> None:
        """Something else is chosen, or it is another."""
        self.nodes = self._tree.chosen_nodes()
        self.lines = self._tree.chosen_lines()

    def can(self, name: str) -> bool:
        if name not in _LOOKING and not self._context.edits.may_record:
            return False
        if name in _ALWAYS:
            return self._shown.key is not None
        nodes, lines = self.nodes, self.lines
        if name in _OF_LINES:
            return bool(lines)
        current = self._tree.current_node()
        match name:
            case "kit_edit":
                return current is not None and (current.is_own or current.is_group)
            case "kit_remove":
                return any(one.is_own or one.is_group for one in nodes)
            case "kit_ungroup":
                return any(one.is_group for one in nodes)
            case "kit_take_option":
                return any(self._is_optional(key) for key in lines)
            case "kit_swap":
                line = _own_line(current)
                return line is not None and bool(line.substitutes)
            case "kit_decide":
                return bool(self._clashes(current))
        return False

    def place(self) -> Place:
        """Where what is added now goes: behind the current line, or into the current group."""
        node = self._tree.current_node()
        while node is not None and node.is_nested:
            node = node.parent
        if node is None:
            return None, None
        return (node.key, None) if node.is_group else (None, node.key)

    # --------------------------------------------------------------------------------------------------------- changing

    def edit(self) -> None:
        node, column = self._tree.current_node(), Column(max(self._tree.currentIndex().column(), 0))
        if node is None:
            return
        if node.is_group:
            self._tree.edit_cell(node.key, Column.LINE)
        else:
            self._tree.edit_cell(node.key, column if can_type(node, column) else Column.QUANTITY)

    def details(self) -> None:
        lines = self._tree.chosen_lines()
        if not lines:
            return
        card = LineCard(self._context, self._shown, self._acts, lines, self._tree, self._kept_of_cards)
        card.destroyed.connect(self._forget_card)
        self.card = card
        card.open_at(self._beside(lines[0]))

    def _forget_card(self) -> None:
        self.card = None

    def take_option(self) -> None:
        """All of them, or none where all of them are taken."""
        lines = {key for key in self._tree.chosen_lines() if self._is_optional(key)}
        taken = self._shown.options
        self._shown.try_options(taken - lines if lines <= taken else taken | lines)

    def swap(self) -> None:
        node = self._tree.current_node()
        line = _own_line(node)
        if line is None or line.sku is None:
            return
        entries = []
        for substitute in line.substitutes:
            others = [one for one in line.substitutes if one != substitute]
            behind = [*others, line.sku]
            words = name_of(str(substitute), self._shown.kits.book)
            entries.append((
                words,
                lambda key=line.key, one=substitute, rest=behind: self._acts.swap(key, one, rest),
            ))  # fmt: skip
        self._pop_up(entries, line.key)

    def decide(self) -> None:
        """Between what is there and what somebody else said."""
        node = self._tree.current_node()
        if node is None:
            return
        book, entries = self._shown.kits.book, []
        for field, now, others in self._clashes(node):
            title = part_field_title(field)
            keep = self.tr("{field}: keep {value}").format(field=title, value=part_value(field, now, book))
            entries.append((keep, lambda f=field, v=now: self._acts.choose_clash(node.key, f, v)))
            for other in others:
                take = self.tr("{field}: take {value} ({who})").format(
                    field=title, value=part_value(field, other.value, book), who=other.by or "?"
                )
                entries.append((
                    take,
                    lambda f=field, v=other.value: self._acts.choose_clash(node.key, f, v),
                ))  # fmt: skip
        self._pop_up(entries, node.key)

    def _step(self, by: int) -> None:
        lines = self._tree.chosen_lines()
        if lines:
            self._acts.step(lines, by)

    def remove(self) -> None:
        groups = self._groups()
        lines = [one.key for one in self._tree.chosen_nodes() if one.is_own]
        self._acts.remove([*groups, *lines])

    # ------------------------------------------------------------------------------------------------ order and groups

    def group(self) -> None:
        """A new one of the lines that are chosen; of a chosen group its name and colour."""
        groups, lines = self._groups(), self._tree.chosen_lines()
        chosen = self._tree.chosen_nodes()
        kit = self._shown.kit
        if kit is None:
            return
        if len(groups) == 1 and all(one.is_group for one in chosen):
            found = next(one for one in kit.groups if one.key == groups[0])
            popup = GroupPopup(self._tree, name=found.name, colour=found.colour, is_new=False)
            popup.taken.connect(
                lambda name, colour: self._acts.set_group(groups, {"name": name, "colour": colour})
            )
        else:
            name = self.tr("Group {n}").format(n=len(kit.groups) + 1)
            popup = GroupPopup(self._tree, name=name, colour=self._free_colour(), is_new=True)
            popup.taken.connect(
                lambda name, colour: self._acts.group(lines, name, colour, lambda keys: self._choose(keys))
            )
        popup.destroyed.connect(self._forget_popup)
        self.popup = popup
        popup.open_at(self._beside(chosen[0].key if chosen else None))

    def _choose(self, keys: Sequence[PartId]) -> None:
        self._tree.choose(keys)

    def _forget_popup(self) -> None:
        self.popup = None

    def _free_colour(self) -> str:
        kit = self._shown.kit
        used = [one.colour for one in kit.groups] if kit is not None else []
        return min(GROUP_COLOURS, key=used.count)

    def ungroup(self) -> None:
        self._acts.ungroup(self._groups())

    def move_up(self) -> None:
        self._shift(-1)

    def move_down(self) -> None:
        self._shift(1)

    def _shift(self, by: int) -> None:
        groups = self._groups()
        if groups and all(one.is_group for one in self._tree.chosen_nodes()):
            self._shift_groups(groups, by)
        else:
            self._acts.shift(self._tree.chosen_lines(), by)

    def _shift_groups(self, groups: Sequence[PartId], by: int) -> None:
        kit = self._shown.kit
        if kit is None:
            return
        keys = [one.key for one in kit.groups]
        places = [keys.index(one) for one in groups]
        beside = min(places) - 1 if by < 0 else max(places) + 1
        if 0 <= beside < len(keys):
            before, after = (keys[beside], None) if by < 0 else (None, keys[beside])
            self._acts.move_groups(groups, before=before, after=after)

    # ---------------------------------------------------------------------------------------------------------- copying

    def copy(self) -> None:
        kit, roll, lines = self._shown.kit, self._shown.roll, self._tree.chosen_lines()
        if kit is not None and roll is not None and lines:
            costs = self._shown.kits.shows_costs
            QApplication.clipboard().setMimeData(lines_as_mime(kit, roll, lines, costs=costs))

    def cut(self) -> None:
        lines = self._tree.chosen_lines()
        self.copy()
        self._acts.remove(lines)

    def paste(self) -> None:
        self.pasting.paste()

    def duplicate(self) -> None:
        kit, lines = self._shown.key, self._tree.chosen_lines()
        if kit is not None and lines:
            self._acts.copy(kit, lines, (None, lines[-1]), self._choose)

    # ---------------------------------------------------------------------------------------------------------- looking

    def find_part(self) -> None:
        self.find_wanted.emit()

    def fold_all(self) -> None:
        self._tree.collapseAll()

    def unfold_all(self) -> None:
        for node in self._tree.lines.top:
            self._tree.setExpanded(self._tree.lines.index_of(node), True)

    def _groups(self) -> list[PartId]:
        return [one.key for one in self._tree.chosen_nodes() if one.is_group]

    def _is_optional(self, key: PartId) -> bool:
        kit = self._shown.kit
        line = kit.line(key) if kit is not None else None
        return line is not None and line.optional

    def _clashes(self, node: Node | None) -> Sequence[tuple[str, Value, Sequence[Clash]]]:
        """The fields, what is there, and what others said."""
        if node is None or node.is_nested:
            return ()
        if node.group is not None:
            clashes, now = node.group.clashes, fields_of_group(node.group)
        elif node.line is not None:
            clashes, now = node.line.clashes, fields_of_line(node.line)
        else:
            return ()
        return [(field, now.get(field), others) for field, others in clashes.items()]

    def _beside(self, key: PartId | None) -> QPoint:
        """Below the line, on the screen."""
        tree = self._tree
        node = tree.lines.own(key) if key is not None else None
        rect = tree.visualRect(tree.lines.index_of(node)) if node is not None else tree.viewport().rect()
        at = rect.bottomLeft() if node is not None else rect.topLeft()
        return tree.viewport().mapToGlobal(QPoint(max(at.x(), 0) + 24, min(at.y(), tree.viewport().height())))

    def _pop_up(self, entries: Sequence[tuple[str, Callable[[], None]]], key: PartId) -> None:
        if not entries:
            return
        menu = QMenu(self._tree)
        for title, do in entries:
            action = menu.addAction(title.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, run=do: run())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._forget_menu)
        self.menu = menu
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._beside(key))

    def _forget_menu(self) -> None:
        self.menu = None


def _own_line(node: Node | None) -> Line | None:
    return node.line if node is not None and node.is_own else None

"""What a cell of the table of lines says, and in which ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kits.totals import Lack, Missing, Total
from lazi_desktop.ui.formatting import NOTHING, counted, exact_money, money, number, percent, rounded_money
from lazi_desktop.ui.kits.lines.columns import FIELD_OF, Column
from lazi_desktop.ui.kits.lines.nodes import Node
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.tokens import Role

_COST_LACKS = frozenset((Lack.NO_SKU, Lack.NO_COST, Lack.FORMULA, Lack.CYCLE, Lack.TOO_DEEP))


@dataclass(frozen=True, slots=True)
class CellWords:
    """`ink` is a token. `clashes` tells that somebody else said something else there."""

    text: str
    ink: str = "text"
    clashes: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A small word behind the name of a line."""

    text: str
    role: Role


EMPTY = CellWords("")


def words_of(node: Node, column: Column) -> CellWords:
    if node.is_group:
        return _of_group(node, column)
    found = _of_line(node, column)
    ink = found.ink
    if ink == "text" and (node.is_nested or (node.rolled is not None and not node.rolled.counts)):
        ink = "text_muted"
    clash = node.is_own and node.line is not None and _clash_field(column) in node.line.clashes
    return CellWords(found.text, "changed_text" if clash and ink != "danger_text" else ink, clash)


def _of_group(node: Node, column: Column) -> CellWords:
    match column:
        case Column.LINE:
            return CellWords(node.group.name if node.group is not None else "")
        case Column.EXTENDED:
            return _total(node.total, Decimal(1))
    return EMPTY


def _of_line(node: Node, column: Column) -> CellWords:
    rolled, line = node.rolled, node.line
    if rolled is None:
        return EMPTY
    match column:
        case Column.LINE:
            return CellWords(rolled.name or rolled.code or _tr("not here any more"), _name_ink(node))
        case Column.QUANTITY:
            return _quantity(node)
        case Column.UNIT:
            return CellWords(_tr("kit") if rolled.includes is not None else rolled.unit)
        case Column.WASTE:
            return CellWords(percent(line.waste) if line is not None and line.waste else "")
        case Column.PACK:
            return CellWords(number(line.pack) if line is not None and line.pack is not None else "")
        case Column.COST:
            ink = "changed_text" if _has(node, Lack.STALE_COST) else "text"
            return _money(rolled.cost_each, lacks=_lacks_cost(node), ink=ink)
        case Column.EXTENDED:
            return _total(rolled.cost, node.multiple)
        case Column.PRICE:
            return _total(rolled.price, node.multiple)
        case Column.NOTE:
            return _note(node)
    return EMPTY


def _quantity(node: Node) -> CellWords:
    rolled, line = node.rolled, node.line
    assert rolled is not None
    if rolled.quantity is None:
        return CellWords("?", "danger_text")
    shown = [*node.multiples, rolled.quantity]
    text = " × ".join("?" if one is None else number(one) for one in shown)
    is_formula = line is not None and line.formula is not None
    return CellWords(text, "accent" if is_formula and node.is_own else "text")


def _money(amount: Decimal | None, *, lacks: bool, ink: str) -> CellWords:
    if amount is None:
        return CellWords(NOTHING, "danger_text" if lacks else "text_muted")
    return CellWords(rounded_money(amount), "danger_text" if lacks else ink)


def _total(total: Total, multiple: Decimal | None) -> CellWords:
    """What is known of an incomplete one is never shown as if it were the total."""
    if multiple is None:
        return CellWords(NOTHING, "danger_text")
    amount = total.amount * multiple
    if total.is_complete:
        return CellWords(rounded_money(amount))
    return CellWords(f"{rounded_money(amount)} + ?" if amount else NOTHING, "danger_text")


def _note(node: Node) -> CellWords:
    rolled, line = node.rolled, node.line
    assert rolled is not None
    worst = _worst(node.problems)
    if worst is not None and worst.lack is not Lack.STALE_COST and not (line and line.note):
        return CellWords(problem_words(worst), "danger_text")
    is_own = worst is not None and tuple(worst.path) == node.way
    if is_own and not (line is not None and (line.note or line.formula)):
        short = _tr("{n} days old").format(n=whole(node.age)) if node.age is not None else _age_words(node)
        return CellWords(short, "changed_text")
    if line is not None and line.note:
        return CellWords(" ".join(line.note.split()), "text_muted")
    if line is not None and line.formula is not None:
        return CellWords(_tr("formula {formula}").format(formula=line.formula), "text_muted")
    if rolled.nested is not None:
        lines = counted(len(rolled.nested.lines), _tr("line"), _tr("lines"))
        return CellWords(_tr("nested: {lines}").format(lines=lines), "text_muted")
    return EMPTY


def _age_words(node: Node) -> str:
    if node.age is None:
        return _tr("its cost is old")
    return _tr("cost is {n} days old").format(n=whole(node.age))


def problem_words(problem: Missing) -> str:
    """In short, for the line that it is about or that it is below."""
    named = f"{problem.name}: " if len(problem.path) > 1 else ""
    words = {
        Lack.NO_SKU: _tr("not here any more: total incomplete"),
        Lack.NO_COST: _tr("no cost: total incomplete"),
        Lack.NO_PRICE: _tr("no price"),
        Lack.STALE_COST: said(problem.detail) or _tr("its cost is old"),
        Lack.FORMULA: said(problem.detail) or _tr("the formula cannot be worked out"),
        Lack.CYCLE: _tr("in itself: {way}").format(way=problem.detail),
        Lack.TOO_DEEP: _tr("kits in kits go too deep here"),
        Lack.VALUE: said(problem.detail),
    }
    return f"{named}{words[problem.lack]}"


def tip_of(node: Node, column: Column) -> str:
    """What there is to know beyond what the cell shows."""
    rolled, line = node.rolled, node.line
    if rolled is None:
        return _incomplete_tip(node.total)
    match column:
        case Column.LINE:
            parts = [f"{rolled.code}  ·  {rolled.name}" if rolled.code else rolled.name]
            return "\n".join([*parts, *(problem_words(one) for one in node.problems)])
        case Column.QUANTITY:
            return _quantity_tip(node)
        case Column.COST | Column.EXTENDED:
            exact = rolled.cost_each if column is Column.COST else rolled.cost.amount
            tip = "" if exact is None else exact_money(exact)
            old = _age_words(node) if column is Column.COST and _has(node, Lack.STALE_COST) else ""
            return "\n".join(filter(None, (tip, old, _incomplete_tip(rolled.cost))))
        case Column.PRICE:
            each = money(rolled.price_each)
            tip = _tr("{price} each").format(price=each) if each else ""
            return "\n".join(filter(None, (tip, _incomplete_tip(rolled.price))))
        case Column.NOTE:
            found = [line.note] if line is not None and line.note else []
            found += [line.formula] if line is not None and line.formula is not None else []
            return "\n".join([*found, *(problem_words(one) for one in node.problems)])
    return ""


def _quantity_tip(node: Node) -> str:
    rolled, line = node.rolled, node.line
    assert rolled is not None
    lines = [line.formula] if line is not None and line.formula is not None else []
    if line is not None and rolled.typed is not None and rolled.typed != rolled.quantity:
        lines.append(_tr("{typed} typed").format(typed=number(rolled.typed)))
        if line.waste:
            needed = number(rolled.needed)
            lines.append(_tr("{needed} with {waste} waste").format(needed=needed, waste=percent(line.waste)))
        if line.pack:
            bought = number(rolled.quantity)
            lines.append(_tr("{quantity} in packs of {pack}").format(quantity=bought, pack=number(line.pack)))
    lines += [problem_words(one) for one in node.problems if one.lack is Lack.FORMULA]
    return "\n".join(lines)


def _incomplete_tip(total: Total) -> str:
    return "\n".join(f"{one.name}: {problem_words(one)}" for one in total.missing[:6])


def tags_of(node: Node, *, shows_waste: bool = False, shows_pack: bool = False) -> Sequence[Tag]:
    """`shows_…`: a column of its own says so already."""
    line, rolled, tags = node.line, node.rolled, []
    if line is None or rolled is None:
        return ()
    if line.clashes and node.is_own:
        tags.append(Tag(_tr("two values"), Role.CHANGED))
    if line.optional:
        taken = rolled.counts
        tags.append(
            Tag(_tr("option taken") if taken else _tr("optional"), Role.ACCENT if taken else Role.NEUTRAL)
        )
    if line.waste and not shows_waste:
        tags.append(Tag(f"+{number(line.waste * 100)} %", Role.NEUTRAL))
    if line.pack and not shows_pack:
        tags.append(Tag(_tr("pack {n}").format(n=number(line.pack)), Role.NEUTRAL))
    if line.substitutes:
        tags.append(Tag(f"⇄ {len(line.substitutes)}", Role.NEUTRAL))
    return tags


def _clash_field(column: Column) -> str:
    return FIELD_OF.get(column, "sku" if column is Column.LINE else "")


def _has(node: Node, lack: Lack) -> bool:
    return any(one.lack is lack for one in node.problems)


def _lacks_cost(node: Node) -> bool:
    return node.rolled is not None and not node.rolled.cost.is_complete


def _name_ink(node: Node) -> str:
    lacks = any(one.lack in _COST_LACKS and tuple(one.path) == node.way for one in node.problems)
    return "danger_text" if lacks else "text"


def _worst(problems: Sequence[Missing]) -> Missing | None:
    order = list(Lack)

    def rank(one: Missing) -> tuple[bool, int]:
        return one.lack in (Lack.STALE_COST, Lack.VALUE, Lack.NO_PRICE), order.index(one.lack)

    return min(problems, default=None, key=rank)


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitLines", text)

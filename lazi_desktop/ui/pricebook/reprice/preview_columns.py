"""The columns of the preview, declared once: what they say of a line and what they sort it by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication

from lazi_desktop.operations.reprice import Outcome, RepriceLine
from lazi_desktop.ui.formatting import money, percent
from lazi_desktop.ui.numerals import spelled
from lazi_desktop.ui.theme.chips import Chip
from lazi_desktop.ui.theme.tokens import Role

TICK, NEW, NOTE = "tick", "price", "note"


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """`key` is the price field whose new value it shows, where it shows one. What sorts by None comes last."""

    key: str
    title: str
    width: int
    text: Callable[[RepriceLine], str]
    sorts_by: Callable[[RepriceLine], Any]
    share: int = 0
    right: bool = True
    tells_margin: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reprice", text)


def preview_columns() -> Sequence[PreviewColumn]:
    return (
        PreviewColumn(TICK, "", 36, lambda line: "", lambda line: not line.edits, right=False),
        PreviewColumn("code", _tr("Code"), 106, lambda line: line.row.code, _folded("code"), right=False),
        PreviewColumn(
            "name", _tr("Name"), 118, lambda line: line.row.name, _folded("name"), share=3, right=False
        ),
        PreviewColumn("old", _tr("Price"), 86, lambda line: money(line.old), lambda line: line.old),
        PreviewColumn(NEW, _tr("New price"), 88, lambda line: money(line.new), lambda line: line.new),
        PreviewColumn("effect", _tr("Change"), 76, _effect_text, _effect),
        PreviewColumn("share", _tr("In %"), 84, lambda line: _signed_share(_share(line)), _share),
        PreviewColumn(
            "margin", _tr("Margin"), 70, lambda line: percent(line.margin_before), lambda line: line.margin_before
        ),
        PreviewColumn(
            "new_margin", _tr("New margin"), 90, lambda line: percent(line.margin_after),
            lambda line: line.margin_after, tells_margin=True,
        ),
        PreviewColumn(NOTE, _tr("Note"), 116, note_of, note_of, share=2, right=False),
        PreviewColumn("cost", _tr("Cost"), 78, lambda line: money(line.row.cost), lambda line: line.row.cost),
        _derived("member_price", _tr("New member"), lambda line: line.row.member_price),
        _derived("add_on_price", _tr("New add-on"), lambda line: line.row.add_on_price),
        _derived(
            "add_on_member_price", _tr("New add-on member"), lambda line: line.row.more.get("add_on_member_price"),
            140,
        ),
    )  # fmt: skip


def _folded(name: str) -> Callable[[RepriceLine], str]:
    return lambda line: getattr(line.row, name).casefold()


def _derived(
    key: str, title: str, there: Callable[[RepriceLine], Decimal | int | None], width: int = 98
) -> PreviewColumn:
    def value(line: RepriceLine) -> Decimal | int | None:
        return line.edits.get(key, there(line))

    return PreviewColumn(key, title, width, lambda line: money(value(line)), value)


def _effect(line: RepriceLine) -> Decimal | None:
    return None if line.new is None else line.effect


def _effect_text(line: RepriceLine) -> str:
    effect = _effect(line)
    if effect is None:
        return ""
    return f"{'+' if effect > 0 else ''}{money(effect)}".replace("-", "−") if effect else money(0)


def _share(line: RepriceLine) -> Decimal | None:
    return None if line.new is None or not line.old else line.effect / line.old


def _signed_share(share: Decimal | None) -> str:
    if share is None:
        return ""
    words = percent(share) if abs(share) < 1 else spelled(f"{share * 100:,.0f} %")
    return f"{'+' if share > 0 else ''}{words}".replace("-", "−")


def note_of(line: RepriceLine) -> str:
    chip = chip_of(line)
    return line.reason if chip is None else chip.text


def chip_of(line: RepriceLine) -> Chip | None:
    """The most urgent thing to say of a line; why it is skipped is told in plain words instead."""
    if line.outcome is Outcome.LOCKED:
        return Chip(_tr("Locked"), Role.NEUTRAL)
    if line.reason:
        return None
    if line.below_floor:
        return Chip(_tr("Below floor"), Role.DANGER)
    if line.is_dynamic:
        return Chip(_tr("Dynamic price"), Role.ACCENT)
    return None


def tip_of(line: RepriceLine) -> str:
    """All there is to say of a line."""
    words = [line.reason] if line.reason else []
    if line.below_floor:
        words.append(_tr("Its margin is below the floor."))
    if line.is_dynamic:
        calculated = line.row.more.get("calculated_price")
        words.append(
            _tr("A pricing rule of ServiceTitan decides what customers see, not this price.")
            + (
                " " + _tr("It comes to {price}.").format(price=money(calculated))
                if calculated is not None
                else ""
            )
        )
    return "\n".join(words)

"""What is said where the grid would be when nothing is listed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.pricebook import WorkspaceCounts
from lazi_desktop.ui.kind_looks import tree_name
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.empty_card import EmptyCard

_LONGEST = 60


def say_not_found(card: EmptyCard, search: str, tree: Tree, *, chosen: bool) -> None:
    """`chosen`: only some categories were searched."""
    title = _tr("Nothing matches “{search}”").format(search=search[:_LONGEST])
    where = _tr("All of {tree} was searched.").format(tree=tree_name(tree))
    card.say(
        Glyph.SEARCH,
        title,
        _tr("Only the chosen categories were searched.") if chosen else where,
        _tr("Clear search"),
        other=_tr("Search everywhere") if chosen else "",
    )


def say_no_entries(
    card: EmptyCard, tree: Tree, counts: WorkspaceCounts | None, first_pull: str, glyph: Glyph = Glyph.EMPTY
) -> None:
    """`first_pull`: why something may still be missing; "" where the pricebook was read as a whole."""
    none_yet = bool(first_pull) and counts is not None and not any(counts.skus.get(k) for k in tree.sku_kinds)
    if not none_yet:
        card.say(glyph, _tr("No entries in this category"), first_pull)
    elif tree is Tree.MATERIALS:
        card.say(Glyph.PULL, _tr("No materials pulled yet"), first_pull)
    else:
        card.say(Glyph.PULL, _tr("No services pulled yet"), first_pull)


def say_nothing_pulled(card: EmptyCard, *, has_keys: bool) -> None:
    """`has_keys`: this computer can pull; else it waits for one that does."""
    if not has_keys:
        words = _tr(
            "It comes by itself, as soon as a computer of the team that has ServiceTitan's keys pulls it."
        )
        card.say(Glyph.PULL, _tr("Nothing pulled yet"), words)
        return
    card.say(
        Glyph.PULL,
        _tr("Nothing pulled yet"),
        _tr("Pull brings the pricebook from ServiceTitan. It changes nothing there."),
        _tr("Pull"),
        primary=True,
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("EmptyGrid", text)

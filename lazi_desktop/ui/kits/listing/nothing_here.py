"""Why no kit is listed, and what would help."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.listing.arranging import Wanted
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.empty_card import EmptyCard


def say_nothing_here(card: EmptyCard, kits: Kits, wanted: Wanted) -> None:
    if not kits.is_ready:
        card.say(Glyph.KIT, _tr("Reading the kits…") if kits.is_loading_long else "")
    elif wanted.narrows:
        card.say(Glyph.FILTER, _tr("No kit fits"), _tr("What is asked for leaves nothing."), _tr("Show all"))
    else:
        card.say(
            Glyph.KIT,
            _tr("No kits yet"),
            _tr("A kit holds what is built together again and again: materials, equipment, services, other kits."),
            _tr("New kit"),
            primary=True,
        )  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitsList", text)

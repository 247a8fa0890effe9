"""What a change does to the pictures and files of an entry, by names that people know: addresses tell them nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.assets import Asset, read_assets
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ui.formatting import NOTHING, counted
from lazi_desktop.ui.numerals import whole

_MADE_UP = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9a-f]{24,}", re.IGNORECASE)
"""A name that a computer gave."""


def picture_names(value: Value) -> list[str]:
    """In their order."""
    return _names(read_assets(value))


def pictures_shown(theirs: Value, ours: Value) -> tuple[str, str]:
    """One line for each side: on ours, what comes and goes."""
    before, after = read_assets(theirs), read_assets(ours)
    names_before, names_after = _names(before), _names(after)
    there = ", ".join(names_before) or NOTHING
    kept = _addresses(before) & _addresses(after)
    moves = [
        f"{sign} {name}"
        for sign, side, names in (("+", after, names_after), ("−", before, names_before))
        for one, name in zip(side, names, strict=True)
        if one.address not in kept
    ]
    if moves:
        return there, "  ".join(moves)
    if same(theirs, ours):
        return there, there
    if _order(before) != _order(after) or names_before != names_after:
        return there, ", ".join(names_after)
    return there, _tr("the same, with another default or type")


def pictures_moved(theirs: Value, ours: Value) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What goes and what comes, by address and name."""
    before, after = read_assets(theirs), read_assets(ours)
    kept = _addresses(before) & _addresses(after)
    gone, come = (
        [
            (one.address, name)
            for one, name in zip(side, _names(side), strict=True)
            if one.is_picture and one.address and one.address not in kept
        ]
        for side in (before, after)
    )
    return gone, come


def pictures_effect(theirs: Value, ours: Value) -> str:
    """`1 picture added`, `1 added, 2 replaced`; "" where nothing is another."""
    before, after = read_assets(theirs), read_assets(ours)
    kept = _addresses(before) & _addresses(after)
    came = [place for place, one in enumerate(after) if one.address not in kept]
    left = [place for place, one in enumerate(before) if one.address not in kept]
    replaced = sum(place in left for place in came)
    counts = (
        (len(came) - replaced, _tr("added")),
        (replaced, _tr("replaced")),
        (len(left) - replaced, _tr("removed")),
    )
    told = [f"{whole(count)} {words}" for count, words in counts if count]
    if len(came) and len(told) == 1 and not replaced:
        if all(one.is_picture for one in after):
            return _tr("{pictures} added").format(
                pictures=counted(len(came), _tr("picture"), _tr("pictures"))
            )
        return _tr("{files} added").format(files=counted(len(came), _tr("file"), _tr("files")))
    if told:
        return ", ".join(told)
    if same(theirs, ours):
        return ""
    if _default(before) != _default(after):
        return _tr("another default")
    if _order(before) != _order(after):
        return _tr("another order")
    return _tr("another name") if _names(before) != _names(after) else _tr("another type")


def _names(assets: Sequence[Asset]) -> list[str]:
    """Of several without a name each has its number."""
    nameless = [place for place, one in enumerate(assets) if not _name(one)]
    names = []
    for place, one in enumerate(assets):
        if name := _name(one):
            names.append(name)
        elif local_digest(one.address) is not None:
            names.append(
                _tr("new picture")
                if len(nameless) < 2
                else _tr("new picture {n}").format(n=nameless.index(place) + 1)
            )
        elif one.is_default:
            names.append(_tr("the default picture"))
        elif not one.is_picture:
            names.append(_tr("a file"))
        elif len(nameless) < 2:
            names.append(_tr("a picture"))
        else:
            names.append(_tr("picture {n}").format(n=nameless.index(place) + 1))
    return names


def _name(asset: Asset) -> str:
    """What a person called it, or its file; "" where only a computer did."""
    if asset.name == asset.address and local_digest(asset.address) is not None:
        return ""
    return "" if _MADE_UP.search(asset.name) else asset.name


def _addresses(assets: Sequence[Asset]) -> set[str]:
    return {one.address for one in assets}


def _order(assets: Sequence[Asset]) -> list[str]:
    return [one.address for one in assets]


def _default(assets: Sequence[Asset]) -> str | None:
    return next((one.address for one in assets if one.is_default), None)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureDifference", text)

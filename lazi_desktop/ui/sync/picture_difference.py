"""What a change does to the pictures and files of an entry, by their names: addresses tell people nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.assets import Asset, read_assets
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ui.formatting import NOTHING


def picture_names(value: Value) -> list[str]:
    """In their order."""
    return [_name(one) for one in read_assets(value)]


def pictures_shown(theirs: Value, ours: Value) -> tuple[str, str]:
    """One line for each side: on ours, what comes and goes."""
    before = {one.address: one for one in read_assets(theirs)}
    after = {one.address: one for one in read_assets(ours)}
    there = ", ".join(map(_name, before.values())) or NOTHING
    moves = [f"+ {_name(one)}" for address, one in after.items() if address not in before]
    moves += [f"− {_name(one)}" for address, one in before.items() if address not in after]
    if moves:
        return there, "  ".join(moves)
    if same(theirs, ours):
        return there, there
    names = [_name(one) for one in after.values()]
    if names != [_name(one) for one in before.values()]:
        return there, ", ".join(names)
    return there, _tr("the same, with another default or type")


def _name(asset: Asset) -> str:
    if asset.name == asset.address and local_digest(asset.address) is not None:
        return _tr("new picture")
    return asset.name


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureDifference", text)

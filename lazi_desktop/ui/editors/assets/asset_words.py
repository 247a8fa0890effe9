"""What is said of a picture, video or file in the list, and of how the list differs from ServiceTitan's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.assets import Asset, read_assets
from lazi_desktop.domain.pictures import LOW_RESOLUTION, local_digest
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.said import said
from lazi_desktop.ui.shown_picture import ShownPicture


def name_words(asset: Asset) -> str:
    """A picture that was added here and has no name is not called by its digest."""
    return _tr("Picture") if asset.name == asset.address and local_digest(asset.address) else asset.name


def type_words(asset: Asset) -> str:
    words = {
        "": "",
        "Image": _tr("Picture"),
        "Video": _tr("Video"),
        "VideoFile": _tr("Video file"),
        "Attachment": _tr("File"),
        "Other": _tr("Other"),
    }
    return words.get(asset.type, asset.type)


def facts_words(asset: Asset, shown: ShownPicture | None) -> tuple[str, str]:
    """The second line, and the token of its colour."""
    if shown is not None and shown.problem is not None:
        return said(shown.problem.detail or shown.problem.title), "danger_text"
    if not asset.is_picture:
        where = asset.address if asset.is_on_the_web else _tr("in ServiceTitan's storage")
        return f"{type_words(asset)}  ·  {where}", "text_muted"
    words, ink = [], "text_muted"
    width, height = (0, 0) if shown is None else shown.full_size
    if width and height:
        words.append(f"{width} × {height}")
        if min(width, height) < LOW_RESOLUTION:
            words.append(_tr("low resolution"))
            ink = "changed_text"
    if local_digest(asset.address):
        words.append(_tr("not in ServiceTitan yet"))
        ink = "changed_text"
    elif asset.is_on_the_web:
        words.append(asset.address)
    return "  ·  ".join(words) or type_words(asset) or asset.address, ink


def spoken(asset: Asset, shown: ShownPicture | None, place: int, count: int) -> str:
    """For screen readers: all that the row shows."""
    words = [name_words(asset), type_words(asset)]
    if asset.is_default:
        words.append(_tr("default"))
    words.append(facts_words(asset, shown)[0])
    words.append(_tr("{place} of {count}").format(place=place + 1, count=count))
    return ", ".join(dict.fromkeys(word for word in words if word))


def pictures_difference(theirs: Value, ours: Value) -> str:
    """What we have otherwise than ServiceTitan; "" where words would not tell it."""
    before, after = read_assets(theirs), read_assets(ours)
    old, new = {one.address: one for one in before}, {one.address: one for one in after}
    added = [one for one in new if one not in old]
    removed = [one for one in old if one not in new]
    words = []
    if added:
        words.append(_tr("{count} added").format(count=whole(len(added))))
    if removed:
        words.append(_tr("{count} removed").format(count=whole(len(removed))))
    kept = [address for address in old if address in new]
    if _default(before) != _default(after) and not (added or removed):
        words.append(_tr("another default"))
    elif kept != [address for address in new if address in old]:
        words.append(_tr("another order"))
    if any(old[address].name != new[address].name for address in kept):
        words.append(_tr("renamed"))
    sentence = ", ".join(words)
    return sentence[:1].upper() + sentence[1:]


def _default(assets: Sequence[Asset]) -> str:
    return next((one.address for one in assets if one.is_default), "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("AssetsControl", text)

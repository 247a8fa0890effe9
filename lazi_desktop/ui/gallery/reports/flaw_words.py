"""Why a picture cannot be shown, in a few words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.pictures import PictureFlaw
from lazi_desktop.ui.translatable import QT_TRANSLATE_NOOP

_WORDS = {
    PictureFlaw.EMPTY: QT_TRANSLATE_NOOP("PictureFlaws", "The file is empty"),
    PictureFlaw.NOT_A_PICTURE: QT_TRANSLATE_NOOP("PictureFlaws", "It is no picture"),
    PictureFlaw.UNSUPPORTED: QT_TRANSLATE_NOOP("PictureFlaws", "A kind that cannot be shown"),
    PictureFlaw.CUT_OFF: QT_TRANSLATE_NOOP("PictureFlaws", "The file is cut off"),
    PictureFlaw.DAMAGED: QT_TRANSLATE_NOOP("PictureFlaws", "The file is damaged"),
    PictureFlaw.TOO_MANY_BYTES: QT_TRANSLATE_NOOP("PictureFlaws", "The file is too large"),
    PictureFlaw.TOO_MANY_PIXELS: QT_TRANSLATE_NOOP("PictureFlaws", "It has too many pixels"),
    PictureFlaw.TOO_MUCH_MEMORY: QT_TRANSLATE_NOOP("PictureFlaws", "It takes too much memory"),
    PictureFlaw.TOO_SLOW: QT_TRANSLATE_NOOP("PictureFlaws", "It takes too long to read"),
    PictureFlaw.DECODER_DIED: QT_TRANSLATE_NOOP("PictureFlaws", "It cannot be read"),
    PictureFlaw.NO_DECODER: QT_TRANSLATE_NOOP("PictureFlaws", "It was not read"),
    PictureFlaw.NOT_THERE: QT_TRANSLATE_NOOP("PictureFlaws", "ServiceTitan does not have it any more"),
    PictureFlaw.NO_ADDRESS: QT_TRANSLATE_NOOP("PictureFlaws", "It has no address"),
    PictureFlaw.PRIVATE_ADDRESS: QT_TRANSLATE_NOOP(
        "PictureFlaws", "Its address leads into a private network"
    ),
    PictureFlaw.REFUSED: QT_TRANSLATE_NOOP("PictureFlaws", "Where it is kept, it is not given out"),
    PictureFlaw.DISK_FULL: QT_TRANSLATE_NOOP("PictureFlaws", "The disk is full"),
    PictureFlaw.NOT_KEPT: QT_TRANSLATE_NOOP("PictureFlaws", "It was not kept"),
}


def flaw_words(flaw: PictureFlaw) -> str:
    return QCoreApplication.translate("PictureFlaws", _WORDS[flaw])

"""What is said of a push that was cut short: a title, and a sentence beside it. Never that nothing was sent."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.push.cut_push import CutShort, WentOn


def _tr(text: str) -> str:
    return QCoreApplication.translate("CutPush", text)


def cut_words(cut: CutShort) -> tuple[str, str]:
    if cut.sent and not cut.is_known:
        title = _tr("A push was cut short: at least {n} of {all} sent.")
    elif cut.sent and cut.perhaps:
        title = _tr("A push was cut short: {n} of {all} sent, {m} more may have been.")
    elif cut.sent:
        title = _tr("A push was cut short: {n} of {all} sent.")
    elif cut.perhaps:
        title = _tr("A push of {all} was cut short: {m} may have been sent.")
    else:
        title = _tr("A push of {all} was cut short.")
    title = title.format(n=whole(cut.sent), m=whole(cut.perhaps), all=_skus(cut.total))
    if cut.sent or cut.perhaps:
        return title, read_back_words()
    if cut.is_known:
        return title, _tr(
            "No request of it was noted. What stands there is looked at before anything is sent."
        )
    return title, _tr("Some of it may have been sent: that is looked at before anything is sent again.")


def read_back_words() -> str:
    return _tr("What was on its way is read back before anything is sent again.")


def went_on_words(told: WentOn) -> tuple[str, str]:
    if told.proved is None:
        title = _tr("The push that was cut short went on by itself: none of its {all} waits any more.")
        return title.format(all=_skus(told.total)), ""
    if told.left < told.total:
        title = _tr("The push that was cut short went on by itself: {n} of the {all} that were left proved.")
    else:
        title = _tr("The push that was cut short went on by itself: {n} of {all} proved.")
    rest = _tr("Review and Activity tell of the others.") if told.proved < told.left else ""
    return title.format(n=whole(told.proved), all=_skus(told.left)), rest


def _skus(count: int) -> str:
    return counted(count, _tr("SKU"), _tr("SKUs"))

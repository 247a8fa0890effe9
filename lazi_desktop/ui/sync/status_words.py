"""Sentences of the banner about what happened to the database, to this computer's clock, and about new versions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.errors import HubSchemaMismatch, PullStopped
from lazi_desktop.domain.update_news import NEWER, UpdateNews, UpdateState
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole


def ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def restored_words(offered_again: int, *, alone: bool = False) -> str:
    """What a person is told of a hub that went back to an earlier state."""
    back = (
        QCoreApplication.translate("SyncStatus", "The local database went back to an earlier state")
        if alone
        else QCoreApplication.translate("SyncStatus", "The shared database went back to an earlier state")
    )
    if not offered_again:
        return QCoreApplication.translate("SyncStatus", "{back}. None of your edits was lost.").format(
            back=back
        )
    again = (
        QCoreApplication.translate("SyncStatus", "{back}; your edit made since was offered again.")
        if offered_again == 1
        else QCoreApplication.translate("SyncStatus", "{back}; your {n} edits made since were offered again.")
    )
    return again.format(back=back, n=whole(offered_again))


def what_to_do_words() -> str:
    """Of a pull that the tripwire stopped, in the words of the buttons in Activity."""
    return QCoreApplication.translate(
        "SyncStatus",
        "Look in ServiceTitan whether that is right: if it is, choose “Accept and go on…” in Activity; "
        "if not, put it right there and run the pull again.",
    )


def stopped_words(stopped: PullStopped) -> str:
    parts = (ended(stopped.title), figures_of(stopped.detail), what_to_do_words())
    return " ".join(part for part in parts if part)


def figures_of(detail: str) -> str:
    """What the tripwire found; what the engine advises is said in the words of the buttons."""
    figures = detail.split(" If that is right,", 1)[0].strip()
    return ended(figures) if figures else ""


def clock_words(ahead: float) -> str:
    off = counted(
        max(1, round(abs(ahead) / 60)),
        QCoreApplication.translate("SyncStatus", "minute"),
        QCoreApplication.translate("SyncStatus", "minutes"),
    )
    if abs(ahead) >= 7200:
        off = QCoreApplication.translate("SyncStatus", "{n} hours").format(n=whole(round(abs(ahead) / 3600)))
    words = (
        QCoreApplication.translate(
            "SyncStatus",
            "This computer's clock is {off} ahead of the database's. Nothing depends on it, but times shown here "
            "may be wrong.",
        )
        if ahead > 0
        else QCoreApplication.translate(
            "SyncStatus",
            "This computer's clock is {off} behind the database's. Nothing depends on it, but times shown here "
            "may be wrong.",
        )
    )
    return words.format(off=off)


def update_words(news: UpdateNews) -> str:
    """What a person should know of a new version; "" where nothing."""
    if news.state is UpdateState.READY:
        words = QCoreApplication.translate(
            "SyncStatus", "Version {version} is ready. It is installed when you close LAZI Desktop."
        )
    elif news.state is UpdateState.FOR_IT and news.kind:
        words = QCoreApplication.translate(
            "SyncStatus", "Version {version} is there. On this computer IT installs it."
        )
    else:
        return ""
    return words.format(version=news.version)


def unfit_words(error: HubSchemaMismatch, news: UpdateNews | None) -> str:
    """Which version the team's database asks for, and how it comes; "" where that is not known."""
    if not error.newer or news is None or news.state not in NEWER or news.hub_revision < error.newer:
        return ""
    if news.state is UpdateState.READY:
        step = QCoreApplication.translate("SyncStatus", "close LAZI Desktop, which installs it.")
    elif news.state is UpdateState.FETCHING:
        step = QCoreApplication.translate("SyncStatus", "it is being fetched.")
    elif news.state is UpdateState.FOR_IT:
        step = QCoreApplication.translate("SyncStatus", "let IT install it.")
    else:
        step = QCoreApplication.translate("SyncStatus", "look for it in Settings › Updates.")
    words = QCoreApplication.translate("SyncStatus", "The team's database needs version {version}: {step}")
    return words.format(version=news.version, step=step)

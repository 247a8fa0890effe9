"""What scheduled jobs are called and why they wait: the engine's words in the language of the window."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.engine import ScheduledJob
from lazi_desktop.ui.said import said, said_value

STOPPED = "stopped to ask"
NO_CONNECTION = "no connection"
"""How reasons of the engine begin."""
_ROLE = re.compile(r"your role \((.+)\) may not")


def job_title(job: ScheduledJob) -> str:
    return {
        "Send what was submitted": _tr("Send what was submitted"),
        "Changes of the pricebook": _tr("Changes of the pricebook"),
        "Vendors, markups and other lists": _tr("Vendors, markups and other lists"),
        "The whole pricebook": _tr("The whole pricebook"),
        "Upkeep of the shared database": _tr("Upkeep of the shared database"),
    }.get(job.title, job.title)


def waiting_words(reason: str) -> str:
    """After `Waits: `."""
    beginning, _, detail = reason.partition(": ")
    if beginning == STOPPED:
        return _tr("stopped to ask: {reason}").format(reason=said(detail))
    if role := _ROLE.fullmatch(reason):
        return _tr("your role ({role}) may not").format(role=said_value(role[1]))
    return {
        "no connection to the shared database": _tr("no connection to the shared database"),
        "until your pull or push is through": _tr("until your pull or push is through"),
        "no ServiceTitan keys on this computer": _tr("no ServiceTitan keys on this computer"),
        "no network": _tr("no network"),
        "on battery": _tr("on battery"),
        "on a metered connection": _tr("on a metered connection"),
    }.get(reason, said(reason))


def short_waiting_words(reason: str) -> str:
    """`Stopped to ask`, `Waits: offline`: all of it in a line of a card."""
    beginning = reason.split(":", 1)[0]
    if beginning == STOPPED:
        return _tr("Stopped to ask")
    if beginning.startswith(NO_CONNECTION):
        reason = _tr("offline")
    elif _ROLE.fullmatch(reason):
        return _tr("Your role may not")
    short = {
        "until your pull or push is through": _tr("After what runs now"),
        "no ServiceTitan keys on this computer": _tr("No ServiceTitan keys"),
        "on a metered connection": _tr("Waits: metered"),
    }
    return short.get(reason) or _tr("Waits: {reason}").format(reason=waiting_words(reason))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Schedule", text)

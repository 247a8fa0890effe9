"""What a push came to, in words: proved, different, in conflict, refused, waiting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.push import PushReport, PushResult
from lazi_desktop.ui import dates
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme.tokens import Role

ORDER = (
    PushResult.FAILED,
    PushResult.CONFLICT,
    PushResult.DIFFERS,
    PushResult.HELD,
    PushResult.WAITING,
    PushResult.VERIFIED,
)
ROLES = {
    PushResult.FAILED: Role.DANGER,
    PushResult.CONFLICT: Role.DANGER,
    PushResult.DIFFERS: Role.DANGER,
    PushResult.HELD: Role.CHANGED,
    PushResult.WAITING: Role.CHANGED,
    PushResult.VERIFIED: Role.PROVED,
}


def result_word(result: PushResult) -> str:
    return {
        PushResult.VERIFIED: QCoreApplication.translate("PushReport", "Proved"),
        PushResult.DIFFERS: QCoreApplication.translate("PushReport", "Differs"),
        PushResult.CONFLICT: QCoreApplication.translate("PushReport", "Conflict"),
        PushResult.FAILED: QCoreApplication.translate("PushReport", "Failed"),
        PushResult.HELD: QCoreApplication.translate("PushReport", "Waits for a conflict"),
        PushResult.WAITING: QCoreApplication.translate("PushReport", "Waiting"),
    }[result]


def what_differs() -> str:
    """What a person should know of a change that was taken in and did not arrive."""
    return QCoreApplication.translate(
        "PushReport",
        "ServiceTitan answered OK and kept its old value. Yours stays here as a change; push again or revert it.",
    )


def waiting_words(report: PushReport, *, now: datetime | None = None) -> str:
    """What waits for ServiceTitan and when it is looked at again; "" where nothing waits."""
    if not report.waiting:
        return ""
    waits = (
        QCoreApplication.translate("PushReport", "1 entry waits: ServiceTitan may still be working on it.")
        if report.waiting == 1
        else QCoreApplication.translate(
            "PushReport", "{n} entries wait: ServiceTitan may still be working on them."
        ).format(n=whole(report.waiting))
    )
    if report.look_again_in is None:
        return waits
    due = (now or datetime.now(UTC)).astimezone() + timedelta(seconds=report.look_again_in)
    again = QCoreApplication.translate("PushReport", "LAZI looks again at {time}.")
    return f"{waits} {again.format(time=dates.clock(due))}"


def created_count(report: PushReport) -> int:
    """Entries that this push made in ServiceTitan, as reading back proved."""
    made = {field.entity_key for field in report.fields if field.created}
    failed = (PushResult.FAILED, PushResult.WAITING, PushResult.HELD, PushResult.CONFLICT)
    return len(
        made - {field.entity_key for field in report.fields if field.created and field.result in failed}
    )


def pushed_words(report: PushReport) -> str:
    """`3 new · 2 of 4 changes pushed and proved`."""
    made, wanted = created_count(report), len({one.entity_key for one in report.fields if one.created})
    edits = replace(report, fields=[field for field in report.fields if not field.created])
    if not wanted:
        return _pushed_changes(report)
    if made == wanted:
        new = QCoreApplication.translate("PushReport", "{n} new").format(n=whole(made))
    else:
        new = QCoreApplication.translate("PushReport", "{n} of {all} new made").format(
            n=whole(made), all=whole(wanted)
        )
    if not edits.fields:
        pushed = QCoreApplication.translate("PushReport", "{new}, pushed and proved")
        return pushed.format(new=new) if made == wanted else new
    return f"{new} · {_pushed_changes(edits)}"


def _pushed_changes(report: PushReport) -> str:
    verified = report.count(PushResult.VERIFIED)
    changes = counted(
        len(report.fields),
        QCoreApplication.translate("PushReport", "change"),
        QCoreApplication.translate("PushReport", "changes"),
    )
    if verified == len(report.fields):
        return QCoreApplication.translate("PushReport", "{changes} pushed and proved").format(changes=changes)
    return QCoreApplication.translate("PushReport", "{n} of {changes} pushed and proved").format(
        n=whole(verified), changes=changes
    )

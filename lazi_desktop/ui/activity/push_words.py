"""What the ledger of a push says: what became of a field, why something is not put back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.domain.revert import Inverse, LeftOut, RevertPlan
from lazi_desktop.domain.values import same
from lazi_desktop.ui import dates
from lazi_desktop.ui.activity.entries import Entry
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.chips import Chip
from lazi_desktop.ui.theme.tokens import Role


def _tr(text: str) -> str:
    return QCoreApplication.translate("PushLedger", text)


def result_words(result: Result) -> str:
    return {
        Result.VERIFIED: _tr("Proved"),
        Result.DIFFERS: _tr("Differs"),
        Result.REJECTED: _tr("Refused"),
        Result.CONFLICT: _tr("Conflict"),
        Result.WAITING: _tr("Waiting"),
    }[result]


def result_chip(one: Pushed) -> Chip:
    role = {Result.VERIFIED: Role.PROVED, Result.WAITING: Role.CHANGED}.get(one.result, Role.DANGER)
    if one.result is Result.REJECTED and not one.on_wire:
        return Chip(_tr("Not sent"), role)
    return Chip(result_words(one.result), role)


def skus_words(count: int) -> str:
    return counted(count, _tr("entry"), _tr("entries"))


def fields_words(count: int) -> str:
    return counted(count, _tr("field"), _tr("fields"))


def counts_words(results: Sequence[Pushed]) -> str:
    """`412 entries, 640 fields: 632 proved · 6 refused · 2 differ`."""
    found = [(result, sum(one.result is result for one in results)) for result in Result]
    told = " · ".join(f"{whole(count)} {result_words(result).lower()}" for result, count in found if count)
    skus = len({one.entity_key for one in results})
    return _tr("{skus}, {fields}: {results}").format(
        skus=skus_words(skus), fields=fields_words(len(results)), results=told
    )


def revert_message(entry: Entry) -> str:
    return _tr("Revert of push of {when}").format(when=when_words(entry))


def when_words(entry: Entry) -> str:
    return dates.to_the_minute(entry.started.astimezone())


def plan_words(plan: RevertPlan) -> str:
    """What staging it does, in a sentence."""
    if not plan.put_back:
        return _tr("There is nothing to put back.")
    return _tr("{fields} of {skus} go back to what ServiceTitan had before this push.").format(
        fields=fields_words(len(plan.put_back)), skus=skus_words(plan.entities)
    )


def left_out_title(reason: LeftOut) -> str:
    return {
        LeftOut.CHANGED_THERE: _tr("Changed in ServiceTitan since"),
        LeftOut.CHANGED_HERE: _tr("Changed here since, and not pushed yet"),
        LeftOut.GONE: _tr("Deleted in ServiceTitan"),
        LeftOut.LOST_REFERENCE: _tr("What it named before is gone"),
        LeftOut.UNFIT: _tr("Cannot be set from here"),
        LeftOut.NEVER_ARRIVED: _tr("Not by this push, so there is nothing to take back"),
    }[reason]


def left_out_words(one: Inverse, before: str, now: str) -> str:
    """Both values beside each other, where there are two."""
    came_otherwise = one.left_out is LeftOut.NEVER_ARRIVED and not same(one.now, one.before)
    if one.left_out in (LeftOut.GONE, LeftOut.NEVER_ARRIVED) and not came_otherwise:
        return _tr("Before the push: {before}").format(before=before)
    here = one.left_out is LeftOut.CHANGED_HERE
    now_words = _tr("here now: {now}") if here else _tr("now: {now}")
    told = _tr("Before the push: {before}").format(before=before)
    return " · ".join(part for part in (told, now_words.format(now=now), said(one.detail)) if part)

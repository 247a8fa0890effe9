"""What a preview says of a push as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.habits import warning
from lazi_desktop.domain.review_rules import RULES, Rule, Severity
from lazi_desktop.ports.push import PushPreview, PushResult
from lazi_desktop.ui.formatting import counted, field_title
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.push.planned import Planned
from lazi_desktop.ui.push.preview_rows import Note
from lazi_desktop.ui.review.words import totals_words
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.tokens import Role


def _tr(text: str) -> str:
    return QCoreApplication.translate("PushPreview", text)


def headline(planned: Planned) -> str:
    """`410 SKUs · 640 changes · 3 new · 2 deactivated · list prices +$1,912.40 · 7 warnings`"""
    parts = [totals_words(planned.totals)]
    if planned.warnings:
        parts.append(counted(planned.warnings, _tr("warning"), _tr("warnings")))
    return " · ".join(parts)


def effort_words(requests: int, seconds: float) -> str:
    words = counted(requests, _tr("request"), _tr("requests"))
    return _tr("{requests}, at least {time} at the rate limit").format(requests=words, time=duration(seconds))


def duration(seconds: float) -> str:
    """`3 s`, `2 min`, `1 h 20 min`."""
    whole = max(1, round(seconds))
    if whole < 90:
        return _tr("{n} s").format(n=whole)
    minutes = round(whole / 60)
    if minutes < 90:
        return _tr("{n} min").format(n=minutes)
    return _tr("{h} h {n} min").format(h=minutes // 60, n=minutes % 60)


def warning_notes(planned: Planned) -> list[Note]:
    """Rules that are broken, each with its number of SKUs, then what ServiceTitan does to fields."""
    counts: Counter[Rule] = Counter()
    for rule, _ in {(one.rule, one.key) for one in planned.violations}:
        counts[rule] += 1
    notes = [
        Note(
            f"{whole(counts[rule])} {said(RULES[rule].title)}",
            Role.DANGER if RULES[rule].severity is Severity.SERIOUS else Role.CHANGED,
        )
        for rule in Rule
        if counts[rule]
    ]
    return notes + [
        Note(f"{field_title(kind, name)}: {said(warning(habit))}", Role.CHANGED)
        for (kind, name), habit in planned.habits.items()
    ]


def left_out_words(planned: Planned) -> list[str]:
    plan, words = planned.plan, []
    if plan.held_back:
        waits = counted(plan.held_back, _tr("change waits"), _tr("changes wait"))
        words.append(_tr("{n} for you to decide a conflict and will not be sent.").format(n=waits))
    if plan.set_aside:
        held = counted(plan.set_aside, _tr("change is held back"), _tr("changes are held back"))
        words.append(_tr("{n} and will not be sent.").format(n=held))
    if planned.proposals:
        proposed = counted(planned.proposals, _tr("proposal waits"), _tr("proposals wait"))
        words.append(_tr("{n} for an answer; nothing of it is sent.").format(n=proposed))
    if plan.tried_before:
        tried = counted(plan.tried_before, _tr("change"), _tr("changes"))
        words.append(_tr("{n} did not go through last time and will be tried again.").format(n=tried))
    if plan.under_way == 1:
        words.append(_tr("1 change sent earlier still waits for ServiceTitan's answer."))
    elif plan.under_way:
        words.append(
            _tr("{n} changes sent earlier still wait for ServiceTitan's answer.").format(
                n=whole(plan.under_way)
            )
        )
    return words


def found_words(read: PushPreview) -> str:
    """What ServiceTitan has now: `638 of 640 changes would be sent · 1 is there already · 1 would be a conflict`."""
    count = Counter(one.result for one in read.fields)
    parts = [
        _tr("{n} of {all} would be sent").format(
            n=whole(count[PushResult.WAITING]), all=_changes(len(read.fields))
        )
    ]
    if there := count[PushResult.VERIFIED]:
        parts.append(counted(there, _tr("is there already"), _tr("are there already")))
    if conflicts := count[PushResult.CONFLICT]:
        parts.append(counted(conflicts, _tr("would be a conflict"), _tr("would be conflicts")))
    if held := count[PushResult.HELD]:
        parts.append(counted(held, _tr("waits for a conflict"), _tr("wait for a conflict")))
    if refused := count[PushResult.FAILED]:
        parts.append(counted(refused, _tr("would be refused"), _tr("would be refused")))
    return " · ".join(parts)


def has_doubts(read: PushPreview) -> bool:
    return any(one.result in (PushResult.CONFLICT, PushResult.FAILED) for one in read.fields)


def _changes(count: int) -> str:
    return counted(count, _tr("change"), _tr("changes"))


def joined(sentences: Sequence[str]) -> str:
    return "\n".join(sentences)

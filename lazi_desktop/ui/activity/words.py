"""What a run says of itself: its title, what it changed, how long it took, why it ended."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.list_titles import list_title
from lazi_desktop.ui import dates
from lazi_desktop.ui.activity.entries import QUIET, RESUMED, Entry, RunKind, RunState
from lazi_desktop.ui.formatting import NOTHING, counted, kind_title
from lazi_desktop.ui.numerals import spelled, whole
from lazi_desktop.ui.sync.people import person
from lazi_desktop.ui.sync.status_words import figures_of, what_to_do_words
from lazi_desktop.ui.theme.chips import Chip
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role

_GLYPHS = {
    RunKind.PULL: Glyph.PULL,
    RunKind.SWEEP: Glyph.SWEEP,
    RunKind.LISTS: Glyph.LISTS,
    RunKind.PUSH: Glyph.PUSH,
    RunKind.TEND: Glyph.TEND,
    RunKind.TWINS: Glyph.COPY,
    RunKind.OTHER: Glyph.ACTIVITY,
}


_PROVED = ("verified", "created")
"""Counts of a push for what was read back equal."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Activity", text)


def glyph_of(kind: RunKind) -> Glyph:
    return _GLYPHS[kind]


def kind_words(kind: RunKind) -> str:
    """The kinds of run as a filter names them."""
    return {
        RunKind.PULL: _tr("Pulls"),
        RunKind.SWEEP: _tr("Pulls of everything"),
        RunKind.LISTS: _tr("Reference lists"),
        RunKind.PUSH: _tr("Pushes"),
        RunKind.TEND: _tr("Upkeep"),
        RunKind.TWINS: _tr("Looks for duplicates"),
        RunKind.OTHER: _tr("Other"),
    }[kind]


def title_of(entry: Entry) -> str:
    match entry.kind:
        case RunKind.PULL:
            if entry.full is None:
                return _tr("Pull")
            return _tr("Pull of everything") if entry.full else _tr("Pull of changes")
        case RunKind.SWEEP:
            return _tr("Pull of everything")
        case RunKind.LISTS:
            return _tr("Reference lists")
        case RunKind.PUSH:
            return _tr("Push")
        case RunKind.TEND:
            return _tr("Upkeep")
        case RunKind.TWINS:
            return _tr("Look for duplicates")
        case RunKind.OTHER:
            return entry.main.what


def part_words(part: str) -> str:
    """A kind in words; the name of a list with a capital letter."""
    if part in frozenset(EntityKind):
        return kind_title(EntityKind(part)).capitalize()
    title = list_title(part)
    return title[:1].upper() + title[1:]


def state_chip_of(entry: Entry) -> Chip:
    if entry.state is RunState.DONE and entry.is_problem:
        return _problem_chip(entry.counts)
    return run_chip(entry.state)


def _problem_chip(counts: Mapping[str, int]) -> Chip:
    """Of a push that ended well and left something behind."""
    if any(counts.get(name) for name in _PROVED):
        return Chip(_tr("Partly done"), Role.DANGER)
    words = {
        "differs": _tr("Differs"),
        "conflict": _tr("Conflict"),
        "failed": _tr("Refused"),
        "needs_human": _tr("Needs you"),
        "twins": _tr("Made twice"),
    }
    found = [text for name, text in words.items() if counts.get(name)]
    return Chip(found[0] if len(found) == 1 else _tr("Not done"), Role.DANGER)


def verdict_of(entry: Entry) -> Chip | None:
    """What reading back showed of everything that this push sent; None where it was not the same for all."""
    found = [name for name in ("verified", "differs", "conflict") if entry.counts.get(name)]
    mixed = len(found) != 1 or any(entry.counts.get(name) for name in ("waiting", "needs_human"))
    if entry.kind is not RunKind.PUSH or mixed:
        return None
    return {
        "verified": Chip(_tr("Proved"), Role.PROVED),
        "differs": Chip(_tr("Differs"), Role.DANGER),
        "conflict": Chip(_tr("Conflict"), Role.DANGER),
    }[found[0]]


def run_chip(state: RunState) -> Chip:
    return {
        RunState.RUNNING: Chip(_tr("Running"), Role.ACCENT),
        RunState.DONE: Chip(_tr("Done"), Role.PROVED),
        RunState.FAILED: Chip(_tr("Failed"), Role.DANGER),
        RunState.STOPPED: Chip(_tr("Stopped to ask"), Role.DANGER),
        RunState.REFUSED: Chip(_tr("Not allowed"), Role.DANGER),
        RunState.CANCELLED: Chip(_tr("Cancelled"), Role.NEUTRAL),
        RunState.INTERRUPTED: Chip(_tr("Interrupted"), Role.CHANGED),
    }[state]


def why(entry: Entry) -> str:
    """In plain words, what a person should know of how it ended; "" where all is well."""
    match entry.state:
        case RunState.CANCELLED:
            own = _tr("Somebody stopped it. What was done before is kept.")
            return f"{own} {_sentence(entry.detail)}".strip()
        case RunState.INTERRUPTED:
            own = _tr(
                "The program or the computer stopped in the middle. What was done before is kept; the next run goes on."
            )
            return f"{own} {_sentence(entry.detail)}".strip()
        case RunState.STOPPED:
            return f"{figures_of(entry.detail)} {what_to_do_words()}".strip()
        case RunState.FAILED | RunState.REFUSED:
            return _sentence(entry.detail) or _tr(
                "No reason was recorded. The log of that computer may tell more."
            )
        case RunState.RUNNING | RunState.DONE:
            told = "" if entry.detail == news_of(entry) else _sentence(entry.detail)
            return f"{_went_on(entry)} {told}".strip()


def _went_on(entry: Entry) -> str:
    if not entry.counts.get(RESUMED):
        return ""
    if entry.state is RunState.RUNNING:
        return _tr("It was cut short and goes on. What came in before is counted, and so is the pause.")
    return _tr("It was cut short and went on later. What came in before is counted, and so is the pause.")


def _sentence(text: str) -> str:
    stripped = text.strip()
    return stripped if not stripped or stripped[-1] in ".!?…" else f"{stripped}."


# ----------------------------------------------------------------------------------------------------------- figures


def news_of(entry: Entry) -> str:
    if entry.kind is RunKind.TEND and not entry.has_figures:
        return entry.detail or _tr("nothing to do")
    if entry.state is RunState.DONE or entry.has_figures:
        return news_words(entry.kind, entry.counts)
    return _tr("under way") if entry.state is RunState.RUNNING else NOTHING


def news_words(kind: RunKind, counts: Mapping[str, int]) -> str:
    """`12 changed · 3 new · 1 conflict`, "nothing new" where nothing happened."""
    left = {name: count for name, count in counts.items() if count}
    told = []
    for name, words in _known(kind):
        count = left.pop(name, 0)
        if count:
            one, many = words
            told.append(counted(count, one, many))
    told += [f"{whole(count)} {name.replace('_', ' ')}" for name, count in left.items() if name not in QUIET]
    if told:
        return " · ".join(told)
    return _tr("nothing to send") if kind is RunKind.PUSH else _tr("nothing new")


def _known(kind: RunKind) -> list[tuple[str, tuple[str, str]]]:
    """In the order they are told."""
    if kind is RunKind.PUSH:
        same = (
            "verified",
            "created",
            "applied",
            "differs",
            "conflict",
            "conflicts",
            "failed",
            "needs_human",
            "waiting",
        )
        conflict = (_tr("conflict"), _tr("conflicts"))
        words = {
            "verified": (_tr("proved"),) * 2,
            "created": (_tr("new"),) * 2,
            "applied": (_tr("sent"),) * 2,
            "differs": (_tr("differs"), _tr("differ")),
            "conflict": conflict,
            "conflicts": conflict,
            "failed": (_tr("failed"),) * 2,
            "needs_human": (_tr("needs you"), _tr("need you")),
            "waiting": (_tr("waits"), _tr("wait")),
        }
        return [(name, (words[name][0], words[name][1])) for name in same]
    return [
        ("changed", (_tr("changed"), _tr("changed"))),
        ("added", (_tr("new"), _tr("new"))),
        ("conflicts", (_tr("conflict"), _tr("conflicts"))),
        ("merged", (_tr("conflict merged"), _tr("conflicts merged"))),
        ("ruled", (_tr("conflict answered by a rule"), _tr("conflicts answered by a rule"))),
        ("cleared", (_tr("change arrived"), _tr("changes arrived"))),
        ("missing", (_tr("missing"), _tr("missing"))),
        ("buried", (_tr("deleted in ServiceTitan"), _tr("deleted in ServiceTitan"))),
        ("twins", (_tr("made twice"), _tr("made twice"))),
        ("unreadable", (_tr("could not be read"), _tr("could not be read"))),
    ]


def duration(passed: timedelta) -> str:
    """`0.8 s`, `12 s`, `3 min 5 s`, `1 h 4 min`."""
    seconds = max(0.0, passed.total_seconds())
    if seconds < 10:
        return _tr("{n} s").format(n=spelled(f"{seconds:.1f}"))
    whole = round(seconds)
    if whole < 60:
        return _tr("{n} s").format(n=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return _tr("{m} min {s} s").format(m=minutes, s=rest) if rest else _tr("{m} min").format(m=minutes)
    hours, left = divmod(minutes, 60)
    return _tr("{h} h {m} min").format(h=hours, m=left) if left else _tr("{h} h").format(h=hours)


def took(entry: Entry, *, now: datetime | None = None) -> str:
    end = entry.finished
    if end is None:
        if entry.state is not RunState.RUNNING:
            return ""
        end = now or datetime.now(UTC)
    return duration(end - entry.started)


def who_and_where(entry: Entry, me: Collection[str]) -> str:
    """`Dana on TRUCK-4`; the device alone where the database knows the person by that name."""
    by = person(entry.by, me)
    if not by or not entry.device or entry.device in (by, entry.by):
        return by or entry.device
    return _tr("{person} on {device}").format(person=by, device=entry.device)


def full_time(then: datetime) -> str:
    """To the second, in local time: `Sat 21 Nov 2026, 14:05:12`."""
    return dates.to_the_second(then.astimezone())


def until(then: datetime, *, now: datetime | None = None) -> str:
    """`In 3 min`, `At 02:30`, `Tomorrow at 02:30`: when a scheduled job comes."""
    today = (now or datetime.now(UTC)).astimezone()
    due = then.astimezone()
    left = (due - today).total_seconds()
    if left < 45:
        return _tr("Now")
    if left < 3600:
        return _tr("In {n} min").format(n=max(1, round(left / 60)))
    if due.date() == today.date():
        return _tr("At {time}").format(time=dates.clock(due))
    if due.date() == (today + timedelta(days=1)).date():
        return _tr("Tomorrow at {time}").format(time=dates.clock(due))
    return _tr("{day} at {time}").format(day=dates.weekday_and_day(due), time=dates.clock(due))


def cron_words(cron: str) -> str:
    """`every minute`, `every 15 minutes`, `every hour`, `every day at 02:30`; "" for what has no short words."""
    if re.fullmatch(r"\* \* \* \* \*", cron):
        return _tr("every minute")
    if found := re.fullmatch(r"\*/(\d+) \* \* \* \*", cron):
        return _tr("every {n} minutes").format(n=int(found[1]))
    if re.fullmatch(r"\d+ \* \* \* \*", cron):
        return _tr("every hour")
    if found := re.fullmatch(r"(\d+) (\d+) \* \* \*", cron):
        return _tr("every day at {time}").format(time=f"{int(found[2]):02}:{int(found[1]):02}")
    return ""

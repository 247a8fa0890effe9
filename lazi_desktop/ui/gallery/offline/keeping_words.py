"""What keeping all pictures on this computer takes, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.pictures import GatherEstimate, GatherOutcome, GatherProgress
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import spelled, whole
from lazi_desktop.ui.said import said

_KILO = 1000


def size_words(size: int) -> str:
    """`412 MB`, `1.3 GB`."""
    for unit, bytes_of_it in (("GB", _KILO**3), ("MB", _KILO**2)):
        if size >= bytes_of_it:
            amount = size / bytes_of_it
            return spelled(f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}")
    return spelled(f"{-(-size // _KILO)} kB")


def estimate_words(found: GatherEstimate) -> str:
    if not found.total:
        return _tr("No entry shows a picture.")
    total = counted(found.total, _tr("picture is shown by entries"), _tr("pictures are shown by entries"))
    if not found.missing:
        return _tr("{total}, and all of them are on this computer already.").format(total=total)
    here = _tr("{total}; {here} of them are on this computer already.").format(
        total=total, here=whole(found.here)
    )
    if found.size is None:
        more = _tr("How large the others are is known once some have come.")
    else:
        more = _tr("The others take about {size}.").format(size=size_words(found.size))
    room = _tr("The disk has {room} left.").format(room=size_words(found.room))
    return f"{here} {more} {room}"


def lacks_room(found: GatherEstimate) -> bool:
    return found.size is not None and found.size > found.room


def progress_words(found: GatherProgress) -> str:
    told = _tr("{done} of {total} · {size}").format(
        done=whole(found.done), total=whole(found.total), size=size_words(found.size)
    )
    if found.failed:
        told += " · " + counted(found.failed, _tr("could not be had"), _tr("could not be had"))
    return f"{told}\n{said(found.waits)}" if found.waits else told


def outcome_words(found: GatherOutcome) -> str:
    lacking = found.total - found.here
    if found.is_cancelled:
        return _tr("Ended. {here} of {total} pictures are on this computer, and stay.").format(
            here=whole(found.here), total=whole(found.total)
        )
    if not lacking:
        return _tr("All {total} pictures are on this computer.").format(total=whole(found.total))
    return _tr("{here} of {total} pictures are on this computer; {lacking} could not be had.").format(
        here=whole(found.here), total=whole(found.total), lacking=whole(lacking)
    )


def reasons_of(found: GatherOutcome, most: int = 4) -> list[str]:
    """Why some did not come: the most frequent first, each with how many there are."""
    counts: dict[str, int] = {}
    for error in found.problems.values():
        words = said(error.detail or error.title)
        counts[words] = counts.get(words, 0) + 1
    listed = sorted(counts.items(), key=lambda one: -one[1])
    return [f"{whole(count)} × {words}" for words, count in listed[:most]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeepingPictures", text)

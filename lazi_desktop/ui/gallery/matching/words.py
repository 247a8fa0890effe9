"""What is said of a proposal: how sure it is, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.matching.photos import Candidate, Reason, Why
from lazi_desktop.domain.matching.review import LIKELY, SURE, Line, Verdict
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme.chips import Chip
from lazi_desktop.ui.theme.tokens import Role


def percent(share: float) -> str:
    """Never 100: nobody has looked yet."""
    return QCoreApplication.translate("Matching", "{n} %").format(n=whole(min(99, round(100 * share))))


def confidence_role(share: float) -> Role:
    return Role.PROVED if share >= SURE else Role.CHANGED if share >= LIKELY else Role.NEUTRAL


def why_words(candidate: Candidate) -> str:
    return " · ".join(_told(one) for one in candidate.why)


def why_of(line: Line) -> str:
    """Of what stands there now."""
    if line.problem:
        return line.problem
    if line.chosen is not None:
        return _tr("you chose it")
    if line.best is not None:
        return why_words(line.best)
    return (
        _tr("not the one that was proposed")
        if line.is_loose
        else _tr("no name, folder or look that is known")
    )


def state_of(line: Line) -> Chip:
    if line.verdict is Verdict.ADDED:
        return Chip(_tr("Added"), Role.PROVED)
    if line.verdict is Verdict.REJECTED:
        return Chip(_tr("Left out"), Role.NEUTRAL)
    if line.is_accepted:
        return Chip(_tr("Accepted"), Role.ACCENT)
    if line.best is not None and line.best.is_there:
        return Chip(_tr("Has it"), Role.NEUTRAL)
    if line.best is not None and line.proposal.is_ambiguous:
        return Chip(_tr("Ambiguous"), Role.CHANGED)
    return Chip(_tr("To decide"), Role.NEUTRAL)


def _told(why: Why) -> str:
    words = {
        Reason.CODE: _tr("named after the code {text}"),
        Reason.CODE_WITHIN: _tr("the code {text} in the name"),
        Reason.PART: _tr("named after the vendor part {text}"),
        Reason.PART_WITHIN: _tr("the vendor part {text} in the name"),
        Reason.FOLDER_CODE: _tr("in the folder {text}"),
        Reason.FOLDER_PART: _tr("in the folder of the vendor part {text}"),
        Reason.NAME: _tr("named as it is, word for word"),
        Reason.WORDS: _tr("shares “{text}” with the name"),
        Reason.LOOK: _tr("looks like a picture it has"),
        Reason.THERE: _tr("it has this very picture"),
        Reason.LONGER_CODES: _tr("longer codes begin like {text}"),
        Reason.SHORT: _tr("a short code may stand there by chance"),
        Reason.GLUED: _tr("other letters or digits stand right beside it"),
        Reason.INACTIVE: _tr("it is inactive"),
        Reason.OTHER_FITS: _tr("{text} fits too"),
    }
    return words[why.reason].format(text=why.text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Matching", text)

"""The check of updates: whether somebody looks for new versions, and what was found the last time. It asks nobody."""

from __future__ import annotations

from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.telling import OPEN_AGAIN, Teller
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.update_news import UpdateState, words_of_update

UPDATES = {"updates": "Updates"}


def look_at_updates(patient: Patient, tell: Teller) -> None:
    settings = patient.settings
    if settings is None:
        tell.skip("The settings come first.")
        return
    from lazi_desktop.app.updates.updater import Updater

    try:
        news = Updater(lambda: settings.updates, patient.clock).at_rest()
    except LaziError as error:
        tell.fail("updates", error, OPEN_AGAIN)
        return
    words = words_of_update(news)
    if news.state in (UpdateState.OFF, UpdateState.NO_SERVER):
        tell.skip(words)
    elif news.looked is not None and news.state is not UpdateState.UNKNOWN:
        tell.ok("updates", f"{words} It was last looked for on {news.looked:%Y-%m-%d}.")
    else:
        tell.ok("updates", words)

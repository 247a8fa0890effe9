"""`lazi-desktop update`: what there is, and having it."""

from __future__ import annotations

from pathlib import Path

from lazi_desktop.app.exit_codes import DONE, FAILED, WAITS
from lazi_desktop.app.logs import start_logging
from lazi_desktop.app.output import TerminalProgress, print_json
from lazi_desktop.app.remote import way_of
from lazi_desktop.app.session import secrets_of
from lazi_desktop.app.system import SystemClock
from lazi_desktop.app.updates.on_exit import Begun, install
from lazi_desktop.app.updates.team import team_revision_of
from lazi_desktop.app.updates.updater import Updater
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.update_news import NEWER, UpdateNews, UpdateState, words_of_update
from lazi_desktop.ports.engine import Progress


def run_update(config: Path | None, *, check: bool, as_json: bool) -> int:
    """Ends with 3 where there is a newer version that is not installed by this."""
    settings = load_settings(config)
    start_logging(ProfilePlaces(settings.profile).logs)
    updater = Updater(
        lambda: settings.updates,
        SystemClock(),
        team_revision=team_revision_of(lambda: settings),
        way=lambda: way_of(settings, secrets_of(settings)),
    )
    with TerminalProgress(quiet=as_json) as bar:

        def tell(news: UpdateNews) -> None:
            if news.state is UpdateState.FETCHING:
                bar.tell(Progress("fetching", "", news.done, news.total))

        news = updater.look(tell, fetch=not check)
    begun: Begun | None = None
    problem = news.error
    if (news.state is UpdateState.READY or news.was_asked_for) and not check:
        try:
            begun = install(updater, by_hand=True)
        except LaziError as error:
            problem = error
    _print(news, begun, problem, as_json=as_json)
    if problem is not None:
        return FAILED
    is_installed = begun is not None and begun.is_installed
    return WAITS if news.state in NEWER and not is_installed else DONE


def _print(news: UpdateNews, begun: Begun | None, problem: LaziError | None, *, as_json: bool) -> None:
    if as_json:
        print_json(
            "update",
            state=news.state,
            installed=news.installed,
            kind=news.kind,
            channel=news.channel,
            offered=news.version,
            hub_revision=news.hub_revision,
            notes=news.notes,
            looked=news.looked,
            now_installed=begun.version if begun is not None and begun.is_installed else "",
            installer_started=begun.version if begun is not None and not begun.is_installed else "",
            problem=problem,
        )
        return
    if begun is not None:
        print(_words_of(begun))
        return
    print(words_of_update(news))
    if problem is not None and problem is not news.error:
        print(problem)
    if news.state in NEWER and news.notes:
        print(f"\n{news.notes}")


def _words_of(begun: Begun) -> str:
    if begun.is_installed:
        return f"Version {begun.version} is installed; what is started next is that one."
    return (
        f"Windows' installer was started for version {begun.version}; it says whether that one is installed."
    )

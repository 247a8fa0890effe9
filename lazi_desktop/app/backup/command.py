"""`lazi-desktop backup` and `lazi-desktop restore`."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from lazi_desktop.app.backup.making import Made, Watch, forget_older, make_backup, name_of
from lazi_desktop.app.backup.problem import BackupProblem
from lazi_desktop.app.backup.restoring import Restored, restore_backup
from lazi_desktop.app.by_itself import local_zone
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.exit_codes import DONE, code_of
from lazi_desktop.app.logs import start_logging
from lazi_desktop.app.output import TerminalProgress, print_error, print_json
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import Settings, load_settings, settings_file
from lazi_desktop.domain.errors import ConfigurationProblem, LaziError

T = TypeVar("T")


def run_backup(config: Path | None, to: Path, *, keep: int, as_json: bool) -> int:
    def work(settings: Settings, watch: Watch) -> tuple[Made, list[Path]]:
        if not settings.servicetitan.tenant:
            raise ConfigurationProblem("No ServiceTitan tenant is set, so there is nothing to back up yet.")
        if keep and not to.is_dir():
            raise BackupProblem(f"--keep is for a folder of backups, and {to} is none.")
        file = to / name_of(settings, datetime.now(UTC)) if to.is_dir() else to
        made = make_backup(settings, settings_file(config), file, watch)
        return made, forget_older(settings, made.file, keep) if keep else []

    def show(done: tuple[Made, list[Path]]) -> None:
        made, gone = done
        if as_json:
            print_json("backup", file=made.file, size=made.size, manifest=made.manifest, removed=gone)
        else:
            print(_made_text(made, gone))

    return _run("backup", config, work, show, as_json=as_json)


def run_restore(config: Path | None, file: Path, *, keep_workspace: bool, as_json: bool) -> int:
    def work(settings: Settings, watch: Watch) -> Restored:
        return restore_backup(settings, settings_file(config), file, watch, keep_workspace=keep_workspace)

    def show(done: Restored) -> None:
        if as_json:
            print_json("restore", restored=done)
        else:
            print(_restored_text(done))

    return _run("restore", config, work, show, as_json=as_json)


def _run(
    name: str,
    config: Path | None,
    work: Callable[[Settings, Watch], T],
    show: Callable[[T], None],
    *,
    as_json: bool,
) -> int:
    try:
        settings = load_settings(config)
        places = ProfilePlaces(settings.profile)
        start_logging(places.logs)
        with (
            CrashReports(places.crashes).keeping(),
            TerminalProgress(quiet=as_json) as bar,
            given_up_by_signal(),
        ):
            done = work(settings, Watch(tell=bar.tell))
    except LaziError as error:
        if not as_json:
            raise
        print_error(name, error)
        return code_of(error)
    show(done)
    return DONE


@contextmanager
def given_up_by_signal() -> Iterator[None]:
    """`kill` tidies up as Ctrl+C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _made_text(made: Made, gone: list[Path]) -> str:
    manifest = made.manifest
    what = ["the workspace"] if manifest.workspace_revision else []
    what += ["the built-in database"] if manifest.hub is not None else []
    pictures = len(manifest.pictures())
    what += [f"{pictures:,} added pictures"] if pictures else []
    lines = [
        f"{made.file} ({made.size / 1e6:,.1f} MB) holds {', '.join(what)}; it was read back and is whole."
    ]
    if manifest.hub is None:
        lines.append(f"The shared database {manifest.place} is not in it: whoever runs that backs it up.")
    lines.append("Secrets are not in it. Keep it where only you can read it, and on another disk.")
    lines += [f"Removed: {len(gone):,} older."] if gone else []
    return "\n".join(lines)


def _restored_text(done: Restored) -> str:
    manifest = done.manifest
    what = ["the workspace"] if done.workspace else []
    what += ["the built-in database"] if done.hub else []
    what += [f"{done.pictures:,} added pictures"] if done.pictures else []
    lines = [f"Brought back of {_local(manifest.made_at)}: {', '.join(what) or 'nothing that is not here'}."]
    lines += [f"What was there before is kept in {path}" for path in done.aside]
    if done.hub:
        lines.append(
            "Nothing new is created in ServiceTitan for the next five minutes, and what may have been sent since the"
            " backup is looked for first. Desktops send again what this database lacks."
        )
        lines.append("The log of changes begins anew at the backup: lazi-desktop audit verify --accept")
    if done.hub and manifest.hub is not None and manifest.hub.logins:
        lines.append(
            f"Passwords are not in a backup. Give new ones to {', '.join(manifest.hub.logins)}:"
            " lazi-desktop db add-member NAME"
        )
    if done.settings is not None:
        lines.append(f"Settings are in {done.settings}; secrets have to be given again.")
    if done.settings_kept:
        lines.append("Your settings stay as they are.")
    return "\n".join(lines)


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(local_zone()):%Y-%m-%d %H:%M}"

"""The command line. Anything the toolbar can do it does without a window.

Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 waits for a person.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from lazi_desktop import __version__
from lazi_desktop.app.audit_cli import audit
from lazi_desktop.app.exit_codes import DONE, FAILED, USAGE, code_of
from lazi_desktop.app.stopped_words import words_of
from lazi_desktop.config.processes import is_one_program
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.invitation import SCHEME, SUFFIX

app = typer.Typer(
    name="lazi-desktop",
    help="Edit a ServiceTitan pricebook offline, as a team, and push back only what was reviewed.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
database = typer.Typer(help="The shared database: its schema, its tenants and people.", no_args_is_help=True)
app.add_typer(database, name="db")
app.add_typer(audit, name="audit")

ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Settings; else LAZI_CONFIG, else the usual place."),
]
ProfileName = Annotated[
    str, typer.Option("--profile", metavar="NAME", help="One of `lazi-desktop profiles`; else the main one.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
AdminUrl = Annotated[
    str,
    typer.Option("--url", metavar="URL", help="Log in as an owner of the database; else the built-in one."),
]


def main(argv: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["simulator"]:
        from lazi_desktop.simulator import main as simulator

        return simulator(arguments[1:])
    try:
        result = app(_with_invitation(arguments), standalone_mode=False)
    except LaziError as error:
        print(words_of(error), file=sys.stderr)
        return code_of(error)
    except typer.Exit as leaving:
        return leaving.exit_code
    except (typer.Abort, KeyboardInterrupt):
        print("Cancelled. What was done stays done; the same command goes on from there.", file=sys.stderr)
        return FAILED
    except Exception as error:
        if not hasattr(error, "exit_code") or not hasattr(error, "format_message"):
            raise
        # click's usage errors, which typer does not export in every version
        print(f"{error.format_message()} Try: lazi-desktop --help", file=sys.stderr)
        return USAGE
    return result if isinstance(result, int) else DONE


def _with_invitation(arguments: list[str]) -> list[str]:
    """A file or a link alone, as a desktop starts a program with it, is an invitation."""
    last = arguments[-1:]
    named = arguments[-2:-1] == ["--join"]
    if last and not named and (last[0].endswith(SUFFIX) or last[0].lower().startswith(f"{SCHEME}:")):
        return [*arguments[:-1], "--join", *last]
    return arguments


def _opened_at_start() -> str:
    """A Mac names nothing on the command line of a program that it starts."""
    if sys.platform == "darwin" and is_one_program():
        from lazi_desktop.app.mac_application import invitation_at_start

        return invitation_at_start()
    return ""


@app.callback(invoke_without_command=True)
def window(
    context: typer.Context,
    config: ConfigFile = None,
    profile: ProfileName = "",
    join: Annotated[
        str,
        typer.Option(
            "--join",
            metavar="INVITATION",
            help="Join the team of an invitation, a file or a link; either may also stand alone.",
        ),
    ] = "",
    demo: Annotated[bool, typer.Option("--demo", help="A made-up pricebook; nothing to configure.")] = False,
    scale: Annotated[float, typer.Option(help="With --demo: 1 is 8,465 SKUs, 12 is 101,580.")] = 1.0,
    screenshot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save a picture of the filled window, then leave.")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> int:
    """Without a command: opens the window."""
    if version:
        print(f"lazi-desktop {__version__}")
        raise typer.Exit(DONE)
    from lazi_desktop.config.profiles import chosen_file

    file = chosen_file(config, profile)
    if context.invoked_subcommand is not None:
        context.obj = file
        return DONE
    if demo:
        from lazi_desktop.app.demo import run_demo

        return run_demo(scale=scale, screenshot=screenshot)
    from lazi_desktop.app.window import run_window

    return run_window(file, screenshot=screenshot, invitation=join or _opened_at_start())


@app.command()
def pull(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Read everything again, not only changes.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Go on where the tripwire stopped the last pull.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Bring ServiceTitan's pricebook into the shared database."""
    from lazi_desktop.app.headless import run_pull

    return run_pull(context.obj, full=full, accept=accept, as_json=as_json)


@app.command()
def push(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be sent; send nothing.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Also what ServiceTitan refused or dropped before.")
    ] = False,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes",
            help="Do not ask, and send what is pending, too. Without a terminal or with --json nobody is asked, and"
            " without --yes only what people have submitted is sent.",
        ),
    ] = False,
    as_json: Json = False,
) -> int:
    """Send changes to ServiceTitan and read each one back: what was submitted, and what is pending once confirmed."""
    from lazi_desktop.app.push_command import run_push

    return run_push(context.obj, dry_run=dry_run, again=again, yes=yes, as_json=as_json)


@app.command()
def sync(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, then leave.")] = False,
    all_tenants: Annotated[
        bool, typer.Option("--all", help="Every tenant of the settings, not only the main one.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each event.")] = False,
    status_file: Annotated[
        Path | None,
        typer.Option(
            "--status-file", metavar="FILE", help="Keep what it does in a file, for `status --health`."
        ),
    ] = None,
) -> int:
    """Keep everything up to date by the schedule until Ctrl+C or SIGTERM. Several may run at once."""
    from lazi_desktop.app.sync_command import run_sync

    return run_sync(context.obj, once=once, all_tenants=all_tenants, as_json=as_json, status_file=status_file)


@app.command()
def settings(
    context: typer.Context,
    as_json: Json = False,
    table: Annotated[
        bool, typer.Option("--table", help="Instead, what can be set, as the README has it.")
    ] = False,
    policy: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Instead, write a policy for administrators to begin from."),
    ] = None,
) -> int:
    """Every setting, its value and who says it. Of secrets only whether they are set."""
    from lazi_desktop.app.settings_command import run_settings

    return run_settings(context.obj, as_json=as_json, table=table, policy=policy)


@app.command()
def profiles(as_json: Json = False) -> int:
    """The profiles on this computer: tenants and environments side by side."""
    from lazi_desktop.app.profiles.command import run_profiles

    return run_profiles(as_json=as_json)


@app.command()
def status(
    context: typer.Context,
    as_json: Json = False,
    health: Annotated[
        Path | None,
        typer.Option(
            "--health",
            metavar="FILE",
            help="Only whether the `sync` that keeps this file is well: 0, else 1.",
        ),
    ] = None,
    patience: Annotated[
        float, typer.Option(min=0, help="With --health: for how many minutes a problem may last.")
    ] = 15,
) -> int:
    """What the shared database holds, what is pending and what needs a person."""
    if health is not None:
        from lazi_desktop.app.status_file import run_health

        return run_health(health, patience_minutes=patience, as_json=as_json)
    from lazi_desktop.app.headless import run_status

    return run_status(context.obj, as_json=as_json)


@app.command()
def doctor(
    context: typer.Context,
    as_json: Json = False,
    bundle: Annotated[
        Path | None,
        typer.Option(
            "--bundle", metavar="FILE", help="Also save a file to send to whoever helps, without secrets."
        ),
    ] = None,
) -> int:
    """Look this installation over: what works, what does not, and what mends it. Within 15 seconds."""
    from lazi_desktop.app.doctor.command import run_doctor

    return run_doctor(context.obj, bundle, as_json=as_json)


@app.command()
def update(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="Only look; fetch and install nothing.")] = False,
    as_json: Json = False,
) -> int:
    """Look for a newer version of this program, and have it where this installation replaces itself."""
    from lazi_desktop.app.updates.command import run_update

    return run_update(context.obj, check=check, as_json=as_json)


@app.command()
def backup(
    context: typer.Context,
    to: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", help="Where to; in a folder it gets a name.")],
    keep: Annotated[
        int, typer.Option(min=0, metavar="N", help="In a folder: remove all but the newest N; 0 keeps all.")
    ] = 0,
    as_json: Json = False,
) -> int:
    """Save workspace, added pictures, settings and the built-in database in one file, also while the window is open."""
    from lazi_desktop.app.backup.command import run_backup

    return run_backup(context.obj, to, keep=keep, as_json=as_json)


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` made.")],
    keep_workspace: Annotated[
        bool,
        typer.Option(
            "--keep-workspace", help="Bring back only the built-in database; edits made since stay."
        ),
    ] = False,
    as_json: Json = False,
) -> int:
    """Bring a backup back. What is there is kept aside; nobody may use the profile meanwhile.

    A backup holds a whole database, which can hold code: restore only what you or your organisation made. Somebody
    else's is a program of theirs that you would run.
    """
    from lazi_desktop.app.backup.command import run_restore

    return run_restore(context.obj, file, keep_workspace=keep_workspace, as_json=as_json)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def simulator() -> int:
    """A stand-in ServiceTitan on this machine; `lazi-desktop simulator --help` tells more."""
    return DONE  # `main` takes it before typer does


@database.command("upgrade")
def database_upgrade(context: typer.Context, url: AdminUrl = "", as_json: Json = False) -> int:
    """Bring the schema to this program's version."""
    from lazi_desktop.app.database import run_upgrade

    return run_upgrade(context.obj, url, as_json=as_json)


@database.command("check")
def database_check(context: typer.Context, url: AdminUrl = "", as_json: Json = False) -> int:
    """Compare the schema's version with this program's."""
    from lazi_desktop.app.database import run_check

    return run_check(context.obj, url, as_json=as_json)


@database.command("add-tenant")
def database_add_tenant(context: typer.Context, url: AdminUrl = "") -> int:
    """Make room for the configured ServiceTitan tenant."""
    from lazi_desktop.app.database import run_add_tenant

    return run_add_tenant(context.obj, url)


@database.command("add-member")
def database_add_member(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The person's login.")],
    level: Annotated[
        str, typer.Option(help="viewer, estimator, manager or admin; else the one they have, else manager.")
    ] = "",
    url: AdminUrl = "",
) -> int:
    """Let a person in: makes the login if it is new. The password comes from LAZI_MEMBER_PASSWORD or is asked for."""
    from lazi_desktop.app.database import run_add_member

    return run_add_member(context.obj, url, name, level)


@database.command("members")
def database_members(context: typer.Context, url: AdminUrl = "", as_json: Json = False) -> int:
    """Who may work on the tenant, at which level, and when each was last seen."""
    from lazi_desktop.app.database import run_members

    return run_members(context.obj, url, as_json=as_json)


@database.command("restored")
def database_restored(context: typer.Context, url: AdminUrl = "") -> int:
    """Say that the database was brought back from a backup, before anybody works with it again."""
    from lazi_desktop.app.database import run_restored

    return run_restored(context.obj, url)


@database.command("note-backup")
def database_note_backup(
    context: typer.Context,
    begun: Annotated[
        str, typer.Option(metavar="MOMENT", help="When it was begun, as 2026-01-31T22:00:00Z; else just now.")
    ] = "",
    url: AdminUrl = "",
) -> int:
    """Say that a backup, kept elsewhere, has been verified."""
    from lazi_desktop.app.database import run_note_backup

    return run_note_backup(context.obj, url, begun)

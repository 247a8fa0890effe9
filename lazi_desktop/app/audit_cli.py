"""`lazi-desktop audit …`, as it is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

audit = typer.Typer(
    help="The log of all changes: whether it is whole, and what it says.", no_args_is_help=True
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@audit.command("verify")
def audit_verify(
    context: typer.Context,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Compare with this log from now on, after a backup was brought back."),
    ] = False,
    as_json: Json = False,
) -> int:
    """Check that nothing in the log was changed, removed or put in. Exit code 1: something was."""
    from lazi_desktop.app.audit_verify import run_verify

    return run_verify(context.obj, accept=accept, as_json=as_json)


@audit.command("export")
def audit_export(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="A sheet where its name ends in .xlsx, else lines with commas.")
    ],
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="As 2026-01-31.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day.")] = "",
    person: Annotated[str, typer.Option("--who", metavar="LOGIN", help="Only this person's.")] = "",
    code: Annotated[
        str, typer.Option("--entry", metavar="CODE", help="Only of the entry with this code.")
    ] = "",
    field: Annotated[str, typer.Option(metavar="FIELD", help="Only of this field, as price.")] = "",
    origin: Annotated[str, typer.Option(metavar="ORIGIN", help="edit, pull, push or other.")] = "",
    as_json: Json = False,
) -> int:
    """Write lines of the log to a file, the newest first. Who is no manager gets their own."""
    from lazi_desktop.app.audit_export import filter_of, run_export

    wanted = filter_of(since=since, until=until, person=person, code=code, field=field, origin=origin)
    return run_export(context.obj, file, wanted, as_json=as_json)

"""`lazi-desktop audit …`, as it is typed."""

from __future__ import annotations

from typing import Annotated

import typer

audit = typer.Typer(help="The log of all changes: whether it is whole.", no_args_is_help=True)

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

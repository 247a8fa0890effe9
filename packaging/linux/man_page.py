"""Prints lazi-desktop(1), as the command line tells it of itself. Runs where the program is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import typer

from lazi_desktop import __version__
from lazi_desktop.app.cli import app

FOOT = """\
.SH EXIT STATUS
.TP
.B 0
done
.TP
.B 1
failed
.TP
.B 2
wrong usage or configuration
.TP
.B 3
waits for a person
.SH FILES
.TP
.I ~/.config/lazi-desktop/config.toml
the settings; `lazi-desktop settings` tells each of them and who says it
.TP
.I ~/.local/share/lazi-desktop/profiles/
what is kept on this computer; no update and no removal touches it
.TP
.I /etc/lazi-desktop/policy.toml
what the organisation says
.SH ENVIRONMENT
Each setting can be said by a variable, as `LAZI_THEME`; `lazi-desktop settings --table` names them.
"""


def main(epoch: int) -> None:
    day = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%d")
    command: Any = typer.main.get_command(app)
    print(f'.TH LAZI\\-DESKTOP 1 "{day}" "lazi\\-desktop {_text(__version__)}" "User Commands"')
    print(f".SH NAME\nlazi\\-desktop \\- {_text(command.help[0].lower() + command.help[1:].rstrip('.'))}")
    print(".SH SYNOPSIS\n.B lazi\\-desktop\n[OPTIONS]\n.br\n.B lazi\\-desktop\n[OPTIONS] COMMAND \\&...")
    print(".SH DESCRIPTION\nWithout a command it opens the window. A file or a link alone is an invitation.")
    print(".SH OPTIONS")
    for line in _parameters(command):
        print(line)
    print(".SH COMMANDS")
    for line in _commands(command, ""):
        print(line)
    print(FOOT.replace("-", "\\-"), end="")


def _commands(group: Any, before: str) -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
            continue
        arguments = "".join(f" {_name(one)}" for one in command.params if one.param_type_name == "argument")
        yield f".SS {_text(before + name + arguments)}"
        yield _text(" ".join((command.help or "").split()))
        yield from _parameters(command)


def _parameters(command: Any) -> Iterator[str]:
    for one in command.params:
        help_ = _text(" ".join((getattr(one, "help", None) or "").split()))
        if one.param_type_name == "argument":
            yield f".TP\n.I {_text(_name(one))}\n{help_}"
        else:
            value = "" if one.is_flag else f" \\fI{_text(_name(one))}\\fR"
            names = ", ".join(f"\\fB{_text(name)}\\fR" for name in one.opts)
            yield f".TP\n{names}{value}\n{help_}"


def _name(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _text(plain: str) -> str:
    escaped = plain.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    main(int(sys.argv[1]))

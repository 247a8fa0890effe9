"""Asks OSV (osv.dev) for known vulnerabilities of everything that is locked: `python3 packaging/vulnerabilities.py`.

Every package of the locks is asked for, also those of other systems, by name and version; nothing else leaves this
computer. `--bill FILE` asks for what a bill of materials names besides, down to what packages are made of. It ends with

    0  nothing is known            1  something is known, and is told
    2  it was called wrongly       3  it could not be looked up: nothing is known about anything
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

from source import ROOT, say

SERVER = "https://api.osv.dev"
LOCKS = [
    ROOT / "requirements.txt",
    ROOT / "packaging/requirements.txt",
    ROOT / "packaging/windows/requirements.txt",
]
NOTHING, FOUND, NOT_LOOKED_UP = 0, 1, 3
SECONDS = 30
AT_ONCE = 500
"""How many are asked for with one request; OSV takes a thousand."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


class NotLookedUp(Exception):
    pass


@dataclass(frozen=True, slots=True, order=True)
class Wanted:
    name: str
    version: str
    purl: str = ""

    @property
    def query(self) -> dict[str, Any]:
        if self.purl:
            return {"package": {"purl": self.purl}}
        return {"package": {"name": self.name, "ecosystem": "PyPI"}, "version": self.version}


@dataclass(frozen=True, slots=True)
class Known:
    wanted: Wanted
    number: str
    aliases: tuple[str, ...]
    summary: str
    fixed: tuple[str, ...]

    def __str__(self) -> str:
        also = f" ({', '.join(self.aliases)})" if self.aliases else ""
        mended = f"; mended in {', '.join(self.fixed)}" if self.fixed else "; not mended in any version"
        return f"{self.wanted.name} {self.wanted.version}: {self.number}{also}: {self.summary}{mended}"


class Osv:
    """https://google.github.io/osv.dev/api"""

    def __init__(self, server: str) -> None:
        self._server = server.rstrip("/")

    def known(self, wanted: Sequence[Wanted]) -> Iterator[Known]:
        try:
            yield from self._known(wanted)
        except (AttributeError, KeyError, TypeError) as error:
            raise NotLookedUp(
                f"{self._server} answered in words that nobody understands: {error}."
            ) from error

    def _known(self, wanted: Sequence[Wanted]) -> Iterator[Known]:
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            for one, numbers in zip(some, self._numbers([one.query for one in some]), strict=True):
                for number in numbers:
                    said = self._ask(f"/v1/vulns/{number}")
                    if "withdrawn" not in said:
                        yield _known(one, number, said)

    def _numbers(self, queries: list[dict[str, Any]]) -> list[list[str]]:
        """Of each query, in order. An answer may go on where a token of it is handed back."""
        found: list[list[str]] = [[] for _ in queries]
        asked = dict(enumerate(queries))
        while asked:
            results = self._ask("/v1/querybatch", {"queries": list(asked.values())}).get("results")
            if not isinstance(results, list) or len(results) != len(asked):
                raise NotLookedUp(f"{self._server} answered to other questions than were asked.")
            more = {}
            for (place, query), result in zip(asked.items(), results, strict=True):
                found[place] += [str(one["id"]) for one in result.get("vulns", ())]
                if result.get("next_page_token"):
                    more[place] = {**query, "page_token": result["next_page_token"]}
            asked = more
        return found

    def _ask(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        content = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(  # whoever calls says which server
            self._server + path, data=content, headers={"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                found = json.load(answer)
        except urllib.error.HTTPError as error:
            error.close()
            raise NotLookedUp(f"{self._server} answered {error.code} {error.reason}.") from error
        except (OSError, HTTPException, ValueError) as error:
            raise NotLookedUp(f"{self._server} cannot be asked: {error}.") from error
        if not isinstance(found, dict):
            raise NotLookedUp(f"{self._server} answered with something else than was asked for.")
        return found


def _known(wanted: Wanted, number: str, said: Mapping[str, Any]) -> Known:
    events = [
        event
        for affected in said.get("affected", ())
        if affected.get("package", {}).get("name", "").lower() == wanted.name.lower()
        for span in affected.get("ranges", ())
        if span.get("type") != "GIT"
        for event in span.get("events", ())
    ]
    fixed = tuple(dict.fromkeys(str(event["fixed"]) for event in events if "fixed" in event))
    aliases = tuple(map(str, said.get("aliases", ())))
    summary = str(said.get("summary") or said.get("details", "")).strip().partition("\n")[0]
    return Known(wanted, number, aliases, summary or "no summary", fixed)


def locked(files: Sequence[Path]) -> set[Wanted]:
    return {Wanted(*pin) for file in files for pin in _PIN.findall(file.read_text(encoding="utf-8"))}


def billed(file: Path) -> tuple[set[Wanted], list[str]]:
    """What can be asked for, and what OSV does not know by name: libraries of no registry."""
    wanted, nameless = set(), []
    waiting: list[Mapping[str, Any]] = list(json.loads(file.read_text(encoding="utf-8"))["components"])
    while waiting:
        one = waiting.pop()
        waiting += one.get("components", ())
        name, version = str(one["name"]), str(one.get("version", ""))
        purl = str(one.get("purl", "")).partition("?")[0]
        if purl.startswith("pkg:pypi/"):
            wanted.add(Wanted(purl.removeprefix("pkg:pypi/").partition("@")[0], version))
        elif purl.startswith("pkg:cargo/"):
            wanted.add(Wanted(name, version, purl))
        else:
            nameless.append(f"{name} {version}".strip())
    return wanted, sorted(nameless)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="vulnerabilities.py", description="Known vulnerabilities of what is locked."
    )
    parser.add_argument("--bill", type=Path, action="append", default=[], help="a bill of materials, besides")
    parser.add_argument(
        "--accept", action="append", default=[], metavar="ID", help="is told, but changes nothing"
    )
    parser.add_argument("--server", default=SERVER, help=f"OSV, or what answers as it does; {SERVER}")
    chosen = parser.parse_args(arguments)
    try:
        wanted = locked(LOCKS)
        nameless: list[str] = []
        for bill in chosen.bill:
            more, unknown = billed(bill)
            wanted |= more
            nameless += unknown
    except (OSError, ValueError, KeyError) as error:
        parser.error(f"The bill of materials cannot be read: {error}")
    try:
        known = list(Osv(chosen.server).known(sorted(wanted)))
    except NotLookedUp as problem:
        say(f"COULD NOT BE LOOKED UP. {problem} Nothing is known about any of the {len(wanted)} packages.")
        return NOT_LOOKED_UP
    return _tell(known, len(wanted), set(chosen.accept), nameless)


def _tell(known: Sequence[Known], asked: int, accepted: set[str], nameless: Sequence[str]) -> int:
    counted = 0
    for one in known:
        is_accepted = bool(accepted & {one.number, *one.aliases})
        counted += not is_accepted
        print(f"{one}{' [accepted]' if is_accepted else ''}", flush=True)
    if nameless:
        say(f"Not asked for, OSV does not know them by name: {', '.join(nameless)}.")
    say(f"{asked} packages: {counted or 'no'} known vulnerabilities, {len(known) - counted} accepted.")
    return FOUND if counted else NOTHING


if __name__ == "__main__":
    sys.exit(main())

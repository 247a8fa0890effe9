"""Qt's .ts files: read, brought up to date, compiled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from tests.translations.extraction import DOMAIN, ROOT, Said, declared, said_below, said_in_window

FOLDER = ROOT / "resources" / "translations"
SENTENCES = FOLDER / "sentences.txt"
LANGUAGES = ("es",)


def ts_file(language: str) -> Path:
    return FOLDER / f"lazi_{language}.ts"


def everything_said() -> list[Said]:
    return sorted(said_in_window()[0] | declared() | said_below())


def read(file: Path) -> dict[Said, str]:
    """What is translated; what is not yet is left out."""
    if not file.is_file():
        return {}
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text and translation.get("type") != "unfinished":
                found[Said(name, message.findtext("source") or "")] = translation.text
    return found


def render(said: Iterable[Said], translated: Mapping[Said, str], language: str) -> str:
    """Only what is said now; a text that has moved to another context keeps its translation."""
    by_text = {one.text: words for one, words in translated.items()}
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}">',
    ]
    context = None
    for one in said:
        if one.context != context:
            lines += ["</context>"] if context is not None else []
            lines += ["<context>", f"    <name>{escape(one.context)}</name>"]
            context = one.context
        words = translated.get(one) or by_text.get(one.text)
        told = f"<translation>{escape(words)}</translation>" if words else '<translation type="unfinished"/>'
        lines += [
            "    <message>",
            f"        <source>{escape(one.text)}</source>",
            f"        {told}",
            "    </message>",
        ]
    return "\n".join([*lines, "</context>", "</TS>", ""])


def sentences(said: Iterable[Said]) -> str:
    return "".join(f"{one.text}\n" for one in said if one.context == DOMAIN and "\n" not in one.text)


def compile_all() -> None:
    program = Path(sys.executable).parent / "pyside6-lrelease"
    for language in LANGUAGES:
        file = ts_file(language)
        subprocess.run([program, "-silent", file, "-qm", file.with_suffix(".qm")], check=True)

"""Finds every text that goes through translation, with its context, in the program's own source.

Texts stand in the call itself (`self.tr`, `translate`, a module's `_tr`, `QT_TRANSLATE_NOOP`). Where a call names data
instead, the data is listed in `declared`. Sentences of the layers below the window are templates: f-strings whose
expressions become {0}, {1} …
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.formula.parts import Gives
from lazi_desktop.operations.kits.field_titles import TITLES
from lazi_desktop.ports.hub import EDITING_LEVELS, PROPOSING_LEVELS
from lazi_desktop.servicetitan.parts import IMAGES, PARTS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "lazi_desktop"
DOMAIN = "Domain"
_BELOW = (
    "domain",
    "operations",
    "sync",
    "store",
    "config",
    "servicetitan",
    "images",
    "exchange",
    "secrets",
    "updates",
)


@dataclass(frozen=True, slots=True, order=True)
class Said:
    context: str
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A call whose text is not in it."""

    file: str
    line: int
    source: str


class _Texts(ast.NodeVisitor):
    def __init__(self, file: Path, tree: ast.Module) -> None:
        self.file = file
        self.found: set[Said] = set()
        self.unread: list[Unread] = []
        self._classes: list[str] = []
        self._functions = {
            node.name: context
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and (context := _context_of(node))
        }

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name not in self._functions:
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        on_self = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "self"
        if name == "tr" and on_self and self._classes:
            self._take(node, self._classes[-1], node.args[:1])
        elif isinstance(node.func, ast.Name) and name in self._functions and node.args:
            self._take(node, self._functions[name], node.args[:1])
        elif name in ("translate", "QT_TRANSLATE_NOOP") and len(node.args) >= 2:
            contexts = _strings(node.args[0])
            if contexts:
                self._take(node, contexts[0], node.args[1:2])
            elif name == "translate":
                self.unread.append(self._place(node))

    def _take(self, node: ast.Call, context: str, arguments: list[ast.expr]) -> None:
        texts = [text for one in arguments for text in _strings(one)]
        self.found |= {Said(context, text) for text in texts if text}
        if not texts:
            self.unread.append(self._place(node))

    def _place(self, node: ast.Call) -> Unread:
        return Unread(str(self.file.relative_to(PACKAGE)), node.lineno, ast.unparse(node))


def said_in_window() -> tuple[set[Said], list[Unread]]:
    found: set[Said] = set()
    unread: list[Unread] = []
    for folder in ("ui", "app"):
        for file in sorted((PACKAGE / folder).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            texts = _Texts(file, tree)
            texts.visit(tree)
            found |= texts.found
            unread += texts.unread
    return found, unread


def declared() -> set[Said]:
    """What stands in data: the titles of fields, of SKUs' and of kits', what formulas give, what can be read in
    ServiceTitan, and who may do what."""
    titles = {field.title for fields in FIELDS.values() for field in fields.values()}
    fields = {Said("Field", title) for title in (*titles, *TITLES.values())}
    parts = [*(part.words for part in PARTS.values()), IMAGES.words]
    levels = ("viewer", *PROPOSING_LEVELS, *EDITING_LEVELS)
    return fields | {Said(DOMAIN, words) for words in (*Gives, *parts, *levels)}


def _context_of(node: ast.FunctionDef) -> str:
    """Of a function that does nothing but translate its argument."""
    for statement in node.body:
        if isinstance(statement, ast.Return) and isinstance(statement.value, ast.Call):
            call = statement.value
            is_it = isinstance(call.func, ast.Attribute) and call.func.attr == "translate"
            if (
                is_it
                and len(call.args) == 2
                and isinstance(call.args[1], ast.Name)
                and len(node.args.args) == 1
            ):
                contexts = _strings(call.args[0])
                return contexts[0] if contexts else ""
    return ""


def _strings(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.IfExp(body=one, orelse=other):
            return _strings(one) + _strings(other)
        case _:
            return []


# --- sentences of the layers below ------------------------------------------------------------------------------------

_TELLING = ("title", "detail", "label", "message")
_IN_ALL_OF_IT = ("domain", "operations", "exchange", "secrets", "config")
"""Layers whose every sentence may be told."""
_FILLING = ("title", "wanted")
"""First arguments that stand in a template as its value."""
_SENTENCE_STARTS = "“{"


def said_below() -> set[Said]:
    """Templates of what the inner layers say to a person: errors, findings, labels of steps."""
    errors = _error_names()
    found: set[str] = set()
    for layer in _BELOW:
        for file in sorted((PACKAGE / layer).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            found |= set(_told(tree, errors, everywhere=layer in _IN_ALL_OF_IT))
            found |= set(_filled_in(tree))
    app = PACKAGE / "app"
    for file in [*sorted((app / "doctor").glob("*.py")), app / "surroundings.py"]:
        if file.name not in _OF_THE_COMMAND_LINE:
            found |= set(_told_by_checks(ast.parse(file.read_text(encoding="utf-8"))))
    return {Said(DOMAIN, text) for text in found if "\r" not in text}  # a line of HTTP is told to nobody


_OF_THE_COMMAND_LINE = ("command.py", "redaction.py")


def _told_by_checks(tree: ast.Module) -> Iterator[str]:
    """Of the checks of an installation: their titles, what they find, what mends it, and the words these are put
    together from."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="tell" | "teller"))):
                yield from _of_several_words(node.args)
            case ast.Call(func=ast.Name(id="compare")):
                yield from _of_several_words(node.args)
            case ast.Assign(value=ast.Dict(values=values)) | ast.AnnAssign(value=ast.Dict(values=values)):
                yield from (text for one in values for text in _strings(one))
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                texts = list(_of_several_words([value]))
                yield from texts if name.islower() else filter(_is_sentence, texts)
            case ast.IfExp():
                yield from (text for text in _strings(node) if text and "_" not in text)


def _of_several_words(nodes: list[ast.expr]) -> Iterator[str]:
    return (text for one in nodes for text in _templates(one, set()) if " " in text.strip())


def _error_names() -> set[str]:
    """Every class of the program that is an error of ours, and what checks find."""
    bases: dict[str, set[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
    found = {"LaziError", "Finding", "FormulaProblem", "Missing", "PriceDoubt"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found


def _told(tree: ast.Module, errors: set[str], *, everywhere: bool) -> Iterator[str]:
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=function):
                name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                told = [word.value for word in node.keywords if word.arg in _TELLING]
                for one in [*(node.args if name in errors or name == "record" else ()), *told]:
                    yield from _templates(one, documented)
            case ast.FunctionDef(name="sentence"):
                for statement in ast.walk(node):
                    if isinstance(statement, ast.Return) and statement.value is not None:
                        yield from _templates(statement.value, documented, sentences=True)
            case ast.ClassDef(name=name, body=body) if name in errors:
                for statement in body:
                    if isinstance(statement, ast.Assign):
                        yield from _templates(statement.value, documented)
        if everywhere and isinstance(node, ast.Return | ast.Yield | ast.Assign) and node.value is not None:
            yield from _templates(node.value, documented, sentences=True)


def _filled_in(tree: ast.Module) -> Iterator[str]:
    """Words that a function is given to tell of, as in `{title} cannot be empty.`"""
    telling = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in node.args.args if one.arg != "self"]
            if names and names[0] in _FILLING:
                telling.add(node.name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name in telling:
                yield from _strings(node.args[0])


def _templates(node: ast.expr, documented: set[int], *, sentences: bool = False) -> Iterator[str]:
    if id(node) in documented:
        return
    match node:
        case ast.Constant(value=str() as text):
            if text.strip() and (not sentences or _is_sentence(text)):
                yield text
        case ast.JoinedStr(values=parts):
            text = _template(parts)
            if any(one.isalpha() for one in text) and (not sentences or _is_sentence(text)):
                yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _templates(one, documented, sentences=sentences)
            yield from _templates(other, documented, sentences=sentences)
        case ast.Tuple(elts=several) | ast.List(elts=several):
            for each in several:
                yield from _templates(each, documented, sentences=sentences)
        case ast.BoolOp(values=several):
            for each in several:
                yield from _templates(each, documented, sentences=sentences)


def _template(parts: list[ast.expr]) -> str:
    text, number = "", 0
    for part in parts:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            text += f"{{{number}}}"
            number += 1
    return text


def _is_sentence(text: str) -> bool:
    return " " in text.strip() and (text[0].isupper() or text[0] in _SENTENCE_STARTS)

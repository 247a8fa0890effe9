"""Finding and replacing in texts, as a person asks for it.

Patterns run on the `regex` library: the standard library's cannot be stopped, and one that backtracks for ever would
hold up every thread of the program. This one lets the others run and gives up in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from lazi_desktop.domain.errors import InvalidValue, LaziError
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.markup_text import replace_in_markup
from lazi_desktop.domain.values import canonical_text

PATIENCE = 0.5
"""Seconds for one text; an honest pattern takes microseconds."""
LONGEST = 1_000_000
"""What is made of one text may have so many letters; more than any field takes."""
LONGEST_PATTERN = 2_000

_GROUP = re.compile(r"\\.|\$(?:\$|(\d{1,2})|\{(\w+)\}|&)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Search:
    """`is_pattern`: a regular expression; then `$1` or `\\1` in the replacement is what its first group found."""

    text: str
    replacement: str = ""
    match_case: bool = False
    whole_words: bool = False
    is_pattern: bool = False


class TextFinder:
    def __init__(self, search: Search) -> None:
        """Raises InvalidValue for what is no pattern, with its own words."""
        wanted = canonical_text(search.text)
        if wanted is None:
            raise InvalidValue("There is nothing to look for.", title="This cannot be searched for")
        if len(wanted) > LONGEST_PATTERN:
            raise InvalidValue("It is far too long to look for.", title="This cannot be searched for")
        if not search.is_pattern:
            wanted = regex.escape(wanted, special_only=True)
        if search.whole_words:
            wanted = rf"(?<!\w)(?:{wanted})(?!\w)"
        flags = regex.VERSION0 | (0 if search.match_case else regex.IGNORECASE)
        try:
            self._pattern = regex.compile(wanted, flags)
            self._template = _template(search.replacement) if search.is_pattern else None
            if self._template is not None:
                regex.compile(rf"(?:{wanted})|", flags).sub(
                    self._template, ""
                )  # it is read when something matches
        except (regex.error, IndexError, OverflowError, MemoryError) as error:
            raise InvalidValue(f"{error}.", title="This is no regular expression") from error
        self._instead = search.replacement

    def replaced(self, field: Field, text: str) -> str:
        """The text with all that was found replaced; the very same where nothing was.

        Raises:
            InvalidValue: it made far too much of the text.
            TooSlow: the pattern did not come to an end.
        """
        try:
            if field.type is FieldType.HTML:
                return replace_in_markup(text, self._found)
            pieces, place = [], 0
            for begin, end, instead in self._found(text):
                pieces += [text[place:begin], instead]
                place = end
            return "".join((*pieces, text[place:])) if pieces else text
        except TimeoutError:
            raise TooSlow from None

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        made = 0
        for found in self._pattern.finditer(text, timeout=PATIENCE, concurrent=True):
            instead = self._instead if self._template is None else found.expand(self._template)
            made += len(instead)
            if made > LONGEST:
                raise InvalidValue("The replacement makes far too long a text.")
            yield found.start(), found.end(), instead


class TooSlow(LaziError):
    """The pattern was stopped: not only this text, no other one will be looked at either."""

    title = "This pattern takes too long"

    def __init__(self) -> None:
        super().__init__(
            "It tries far too many ways to match, so it was stopped. Repetitions inside repetitions like (a+)+ do that."
        )


def _template(replacement: str) -> str:
    """`$1` as other programs write it; `$$` is a dollar, `$&` all that was found."""

    def group(found: re.Match[str]) -> str:
        text = found[0]
        if text.startswith("\\"):
            return text
        if text == "$$":
            return "$"
        return rf"\g<{found[1] or found[2] or 0}>"

    return _GROUP.sub(group, replacement)

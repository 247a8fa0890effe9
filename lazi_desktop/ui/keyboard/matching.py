"""Which actions a few typed words mean: words in any order, beginnings before middles, what was used lately first."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.ui.keyboard.registry import Listed, group_title

_BEGINS, _WITHIN, _ELSEWHERE, _SCATTERED = 8, 4, 2, 1
_LATELY = 3


def best_first(actions: Sequence[Listed], text: str, recent: Sequence[str]) -> list[Listed]:
    """Those that have every word of `text`. Without any, all of them as they come."""
    words = text.casefold().split()
    if not words:
        return list(actions)
    found = []
    for place, action in enumerate(actions):
        score = _score(action, words)
        if score:
            lately = _LATELY if action.name in recent else 0
            found.append((not action.enabled, -score - lately, place, action))
    return [action for *_, action in sorted(found, key=lambda one: one[:3])]


def _score(action: Listed, words: Sequence[str]) -> int:
    """0 where one of the words is missing."""
    title = action.title.casefold()
    beginnings, explained = _words(title), _words(action.tip.casefold())
    beside = f"{group_title(action.group)} {' '.join(action.keys)}".casefold()
    score = 0
    for word in words:
        if any(one.startswith(word) for one in beginnings):
            score += _BEGINS + (title.startswith(word))
        elif word in title:
            score += _WITHIN
        elif word in beside or any(one.startswith(word) for one in explained):
            score += _ELSEWHERE
        elif len(word) > 1 and _scattered(word, title):
            score += _SCATTERED
        else:
            return 0
    return score


def _words(text: str) -> Sequence[str]:
    return text.replace("…", " ").replace("-", " ").split()


def _scattered(word: str, title: str) -> bool:
    """Its letters stand in the title in this order, the first at the beginning of a word."""
    if not any(one.startswith(word[0]) for one in title.split()):
        return False
    letters = iter(title)
    return all(letter in letters for letter in word)

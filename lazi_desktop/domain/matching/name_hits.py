"""SKUs whose name shares words with a file's name: rare words tell more than common ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from heapq import nsmallest

from lazi_desktop.domain.matching.code_hits import Hit
from lazi_desktop.domain.matching.file_names import FILLERS, VIEWS, FileName
from lazi_desktop.domain.matching.photos import Reason, Why
from lazi_desktop.domain.matching.sifting import Sifted

_MOST_LOOKED_AT = 2_000
_MOST_HITS = 5
_LEAST_LIKE, _MOST_SURE, _LESS_SURE = 0.45, 0.8, 0.2
_ONE_WORD = 0.9
_OTHER_NUMBER = 0.75
_INACTIVE = 0.9
_WORD_FOR_WORD, _OTHERS_THEN = 0.95, 0.5


def name_hits(name: FileName, sifted: Sifted) -> list[Hit]:
    """None of a name that a camera gave."""
    if name.is_of_camera:
        return []
    words = {piece.text for piece in name.pieces if not piece.counts} - FILLERS
    last = name.pieces[-1].text if name.pieces and name.pieces[-1].is_short_number else ""
    known = sorted((word for word in words if word in sifted.words), key=lambda word: len(sifted.words[word]))
    if not any(word.isalpha() and word not in VIEWS for word in known):
        return []
    shared, matched = dict.fromkeys(_looked_at(known, sifted), 0.0), Counter[int]()
    whole = dict.fromkeys(shared, sum(sifted.weight(word) for word in words if not _is_idle(word, last)))
    for word in known:
        weight = sifted.weight(word)
        for at in sifted.words[word] & shared.keys():
            shared[at] += weight
            matched[at] += 1
            if _is_idle(word, last):
                whole[at] += weight
    likes = []
    for at, weight in shared.items():
        like = 2 * weight / (whole[at] + sifted.name_weight(at))
        if like >= _LEAST_LIKE and (matched[at] > 1 or like > _ONE_WORD):
            likes.append((like, at))
    best = nsmallest(2 * _MOST_HITS, likes, key=lambda one: (-one[0], sifted.skus[one[1]].code))
    written = [piece.text for piece in name.pieces if not piece.counts]
    hits = _word_for_word(written, [_hit(at, like, words, last, sifted) for like, at in best], sifted)
    return sorted(hits, key=lambda hit: -hit.confidence)[:_MOST_HITS]


def _word_for_word(written: list[str], hits: list[Hit], sifted: Sifted) -> list[Hit]:
    """Of a SKU that is called so in whole one can be sure, and less of those that are called so in part. A single word
    may stand there by chance."""
    exact = [hit for hit in hits if len(written) > 1 and list(sifted.name_words(hit.at)) == written]
    if not exact:
        return hits
    others = [replace(hit, confidence=min(hit.confidence, _OTHERS_THEN)) for hit in hits if hit not in exact]
    return [_sure_of(hit, sifted) for hit in exact] + others


def _sure_of(hit: Hit, sifted: Sifted) -> Hit:
    sku = sifted.skus[hit.at]
    sure = _WORD_FOR_WORD if sku.active else _WORD_FOR_WORD * _INACTIVE
    return replace(hit, confidence=sure, why=(Why(Reason.NAME, sku.name),))


def _is_idle(word: str, last: str) -> bool:
    """It costs nothing where the SKU's name does not have it: a number at the end may just count."""
    return word in VIEWS or word == last


def _looked_at(known: list[str], sifted: Sifted) -> set[int]:
    """Those with the rarest words; where all words are common, those with several of them."""
    chosen = set(sifted.words[known[0]])
    if len(chosen) > _MOST_LOOKED_AT:
        for word in known[1:]:
            fewer = chosen & sifted.words[word]
            if fewer:
                chosen = fewer
            if len(chosen) <= _MOST_LOOKED_AT:
                break
        return chosen
    for word in known[1:]:
        if len(chosen) + len(sifted.words[word]) > _MOST_LOOKED_AT:
            break
        chosen |= sifted.words[word]
    return chosen


def _hit(at: int, like: float, words: set[str], last: str, sifted: Sifted) -> Hit:
    of_sku = list(dict.fromkeys(sifted.name_words(at)))
    shared = [word for word in of_sku if word in words]
    confidence = min(_MOST_SURE, like - _LESS_SURE)
    theirs = any(word.isdigit() for word in of_sku if word not in words)
    ours = any(word.isdigit() and word != last for word in words.difference(of_sku))
    if theirs and ours:
        confidence *= _OTHER_NUMBER  # another size of the same thing
    if not sifted.skus[at].active:
        confidence *= _INACTIVE
    return Hit(at, confidence, (Why(Reason.WORDS, " ".join(shared)),))

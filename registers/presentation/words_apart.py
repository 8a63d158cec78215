"""Two texts word by word: what stayed, what went, what came.

A text is taken apart into words, with the blanks after each; blanks alone are no difference.
Words that both texts have once and in the same order hold the two together; what lies between is
compared closely while that is cheap. The steps that a whole page may take are counted, so that no
text, however it is made, keeps a page waiting: what is left then is told as taken out and put in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

SAME, DELETED, INSERTED, FOLDED = "same", "deleted", "inserted", "folded"

#: Steps that close comparison may take: for one stretch of text, and for all texts of a page.
STEPS, ALL_STEPS = 4_000_000, 40_000_000
#: Unchanged words that are shown on each side of a change, and how many make a fold worth it.
AROUND, WORTH_FOLDING = 8, 8
#: Marks that stand before or after a word and are words of their own.
_BEFORE, _AFTER = "([{“‘\"'«", ".,;:!?)]}”’\"'»…"


class Piece(NamedTuple):
    """A run of words. `words` counts them; `is_mark` says that it is what an erasure left."""

    kind: str
    text: str
    words: int = 0
    is_mark: bool = False

    @property
    def shown(self) -> str:
        """The words without the blanks after them, which are not marked."""
        return self.text.rstrip()

    @property
    def blanks(self) -> str:
        return self.text[len(self.text.rstrip()) :]


class Word(NamedTuple):
    """A word and the blanks that follow it."""

    text: str
    blanks: str


class Stretch(NamedTuple):
    """Words that make one piece."""

    kind: str
    words: Sequence[Word]
    is_mark: bool = False


class Run(NamedTuple):
    """Words `old[a1:a2]` against `new[b1:b2]`; they are the same where `same` says so."""

    a1: int
    a2: int
    b1: int
    b2: int
    same: bool


class Comparer:
    """Compares texts for one page. `marks` are the texts that erasures left in place of words."""

    def __init__(self, marks: Iterable[str] = (), steps: int = ALL_STEPS) -> None:
        self._marks = frozenset(marks)
        longest = sorted(self._marks, key=len, reverse=True)
        self._split = re.compile(f"({'|'.join(map(re.escape, longest))})") if longest else None
        self._left = steps

    def pieces(self, old: str, new: str, *, fold: bool = True) -> tuple[Piece, ...]:
        """The pieces that lead from one text to the other. Without the inserted ones the words
        are the old text's, without the deleted ones the new text's; folds hold theirs."""
        was, now = self._parted(self._words(old), self._words(new))
        runs = _tidied(self._runs([w.text for w in was], [w.text for w in now]))
        stretches = list(self._stretches(runs, was, now))
        found = _folded(stretches) if fold else stretches
        return tuple(_piece(stretch) for stretch in found if stretch.words)

    def _words(self, text: str) -> list[Word]:
        """The words of a text; blanks at its very beginning follow a word of no letters."""
        found: list[Word] = []
        for place, part in enumerate(self._split.split(text) if self._split else [text]):
            if place % 2:
                found.append(Word(part, ""))
                continue
            rest = part.lstrip()
            if len(rest) < len(part):
                last = found.pop() if found else Word("", "")
                found.append(Word(last.text, last.blanks + part[: len(part) - len(rest)]))
            found += map(Word._make, re.findall(r"(\S+)(\s*)", rest))
        return found

    def _parted(self, was: list[Word], now: list[Word]) -> tuple[list[Word], list[Word]]:
        """Both texts with the marks of punctuation taken off where they are not the same."""
        head = _shared(was, now)
        tail = _shared(was[head:][::-1], now[head:][::-1])
        return self._with_parts(was, head, tail), self._with_parts(now, head, tail)

    def _with_parts(self, held: list[Word], head: int, tail: int) -> list[Word]:
        end = len(held) - tail
        parts = (part for word in held[head:end] for part in self._parts(word))
        return [*held[:head], *parts, *held[end:]]

    def _parts(self, word: Word) -> Iterator[Word]:
        """A word as the marks before it, itself, and the marks after it, which has the blanks."""
        if word.text in self._marks:
            yield word
            return
        rest = word.text.lstrip(_BEFORE)
        core = rest.rstrip(_AFTER)
        parts = (word.text[: len(word.text) - len(rest)], core, rest[len(core) :])
        *first, last = [part for part in parts if part] or [""]
        yield from (Word(part, "") for part in first)
        yield Word(last, word.blanks)

    def _stretches(
        self, runs: Iterable[Run], was: list[Word], now: list[Word]
    ) -> Iterator[Stretch]:
        for run in runs:
            if run.same:
                yield from self._marked(SAME, now[run.b1 : run.b2])
            else:
                yield from self._marked(DELETED, was[run.a1 : run.a2])
                yield from self._marked(INSERTED, now[run.b1 : run.b2])

    def _marked(self, kind: str, held: Sequence[Word]) -> Iterator[Stretch]:
        """Words as one stretch, or as several where erasures left marks among them."""
        start = 0
        for place, word in enumerate(held) if self._marks else ():
            if word.text in self._marks:
                yield Stretch(kind, held[start:place])
                yield Stretch(kind, [word], is_mark=True)
                start = place + 1
        yield Stretch(kind, held[start:])

    def _runs(self, old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
        """Runs of words, same and not, that cover both texts in order."""
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        a, b = len(old) - tail, len(new) - tail
        yield Run(0, head, 0, head, same=True)
        at_a, at_b = head, head
        for i, j in (*_anchors(old, new, head, a, b), (a, b)):
            yield from self._between(old, new, Run(at_a, i, at_b, j, same=False))
            if i < a:
                yield Run(i, i + 1, j, j + 1, same=True)
            at_a, at_b = i + 1, j + 1
        yield Run(a, len(old), b, len(new), same=True)

    def _between(self, old: Sequence[str], new: Sequence[str], gap: Run) -> Iterator[Run]:
        a1, a2, b1, b2, _same = gap
        was, now = old[a1:a2], new[b1:b2]
        steps = _steps(was, now)
        if not was or not now or steps > min(STEPS, self._left):
            yield gap
            return
        self._left -= steps
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            yield Run(a1 + i1, a1 + i2, b1 + j1, b1 + j2, same=tag == "equal")


def _shared(old: Sequence[Any], new: Sequence[Any]) -> int:
    """How many words both begin with."""
    pairs = zip(old, new, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _anchors(
    old: Sequence[str], new: Sequence[str], head: int, a: int, b: int
) -> list[tuple[int, int]]:
    """The places of words that both middles have exactly once, as many as are in one order."""
    once = _once(old[head:a]) & _once(new[head:b])
    where = {word: place for place, word in enumerate(new[head:b], head) if word in once}
    pairs = [(place, where[word]) for place, word in enumerate(old[head:a], head) if word in once]
    return _rising(pairs)


def _once(held: Sequence[str]) -> set[str]:
    return {word for word, times in Counter(held).items() if times == 1 and word}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest of the sequences of pairs whose second parts rise."""
    ends: list[int] = []
    tips: list[int] = []
    before: list[int | None] = []
    for place, (_first, second) in enumerate(pairs):
        at = bisect_left(ends, second)
        before.append(tips[at - 1] if at else None)
        ends[at : at + 1], tips[at : at + 1] = [second], [place]
    found: list[tuple[int, int]] = []
    tip = tips[-1] if tips else None
    while tip is not None:
        found.append(pairs[tip])
        tip = before[tip]
    return found[::-1]


def _steps(old: Sequence[str], new: Sequence[str]) -> int:
    """No close comparison takes more steps than this."""
    times = Counter(new)
    pairs = sum(times[word] for word in old)
    return (pairs + len(old)) * min(len(old), len(new))


def _tidied(runs: Iterable[Run]) -> list[Run]:
    """Runs of one kind joined, and a few same words between larger changes told as changed:
    a sentence that was written anew is not read word by word."""
    found: list[Run] = []
    for run in _joined(runs):
        found.append(run)
        while len(found) >= 3 and _is_islet(*found[-3:]):
            first, last = found[-3], found[-1]
            found[-3:] = [Run(first.a1, last.a2, first.b1, last.b2, same=False)]
    return found


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    held: Run | None = None
    for run in runs:
        if run.a1 == run.a2 and run.b1 == run.b2:
            continue
        if held and held.same == run.same:
            held = Run(held.a1, run.a2, held.b1, run.b2, same=held.same)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _is_islet(first: Run, middle: Run, last: Run) -> bool:
    length = middle.a2 - middle.a1
    return middle.same and all(
        length < max(side.a2 - side.a1, side.b2 - side.b1) for side in (first, last)
    )


def _folded(found: list[Stretch]) -> Iterator[Stretch]:
    """Long unchanged stretches with their middle, or their far end, folded."""
    for place, stretch in enumerate(found):
        kind, held, is_mark = stretch
        before = AROUND if place else 0
        after = len(held) - (AROUND if place + 1 < len(found) else 0)
        if kind != SAME or is_mark or _count(held[before:after]) < WORTH_FOLDING:
            yield stretch
            continue
        yield Stretch(SAME, held[:before])
        yield Stretch(FOLDED, held[before:after])
        yield Stretch(SAME, held[after:])


def _piece(stretch: Stretch) -> Piece:
    kind, held, is_mark = stretch
    return Piece(kind, _text(held), _count(held), is_mark)


def _count(held: Sequence[Word]) -> int:
    """How many words there are, marks of punctuation left out."""
    return len(re.findall(r"\w\S*", _text(held)))


def _text(held: Sequence[Word]) -> str:
    return "".join([word.text + word.blanks for word in held])

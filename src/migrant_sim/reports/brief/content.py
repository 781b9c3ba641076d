"""What a brief consists of: sentences whose numbers are cells, headings, tables, figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from .cells import Book, Cell, Text


@dataclass(frozen=True)
class Sentence:
    """A template in both languages; each `{name}` stands for a cell, and no other number may be in it."""

    zh: str
    en: str
    cells: Mapping[str, Cell] = field(default_factory=dict)

    def pieces(self, language: str) -> Iterator[tuple[str, Cell | None]]:
        """The parts in order: words, and cells."""
        for words, name, _, _ in Formatter().parse(Text(self.zh, self.en).of(language)):
            if words:
                yield words, None
            if name:
                yield name, self.cells[name]

    def text(self, book: Book, language: str) -> str:
        """The sentence as it is read."""
        return "".join(book.text(cell, language) if cell else words for words, cell in self.pieces(language))


def say(zh: str, en: str, **cells: Cell) -> Sentence:
    """A sentence and the cells of its numbers."""
    return Sentence(zh, en, cells)


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3; its number is counted when it is written."""

    level: int
    words: Text


@dataclass(frozen=True)
class Paragraph:
    """Sentences in one paragraph; `style` is `body`, `item` (numbered), `lead` or `annex`."""

    sentences: Sequence[Sentence]
    style: str = "body"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A native table: title above, unit at its top right, header, rows, notes and source below."""

    title: Text
    unit: Text
    header: Sequence[Sentence]
    rows: Sequence[Sequence[Sentence]]
    notes: Sequence[Sentence]
    widths: Sequence[float]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A chart of the folder: file by language, title below, what stands in for it where it cannot be seen."""

    files: Mapping[str, Path]
    title: Text
    alt: Text


Block = Heading | Paragraph | Table | Figure


@dataclass(frozen=True, kw_only=True)
class Brief:
    """The whole document."""

    book: Book
    title: Sentence
    subtitle: Sentence
    mark: Sentence
    blocks: Sequence[Block]

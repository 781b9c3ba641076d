"""What a brief consists of: sentences whose numbers are cells, headings, tables, figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    """A heading of the first level; its number is counted when it is written."""

    words: Text


@dataclass(frozen=True)
class Paragraph:
    """Sentences in one paragraph; `style` is `body`, `item` (numbered) or `annex`; `lead` heads it within its line."""

    sentences: Sequence[Sentence]
    style: str = "body"
    lead: Text | None = None


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
    """A chart: its PNG by language, title below, what stands in for it where it cannot be seen."""

    pictures: Mapping[str, bytes]
    title: Text
    alt: Text


@dataclass(frozen=True)
class Figures:
    """Charts that stand side by side."""

    figures: Sequence[Figure]


Block = Heading | Paragraph | Table | Figures


@dataclass(frozen=True, kw_only=True)
class Brief:
    """The whole document."""

    book: Book
    title: Sentence
    subtitle: Sentence
    mark: Sentence
    blocks: Sequence[Block]

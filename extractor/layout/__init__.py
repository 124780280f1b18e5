"""Pages of characters → one Document: lines, paragraphs, tables, and a normalised text with its map."""

from extractor.layout.document import build_document
from extractor.layout.model import Block, Box, Cell, Document, Line, Paragraph, Table

__all__ = ["Block", "Box", "Cell", "Document", "Line", "Paragraph", "Table", "build_document"]

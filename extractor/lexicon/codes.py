"""Codes of the classifications, by the names that reports state: 支出经济分类 and 支出功能分类."""

from extractor.lexicon.economic import economic, economic_name, is_economic_code
from extractor.lexicon.functional import functional, functional_name, is_functional_code, printed_code

__all__ = [
    "economic",
    "economic_name",
    "functional",
    "functional_name",
    "is_economic_code",
    "is_functional_code",
    "printed_code",
]

"""Rules over a record: sums, shares, growth, completion, facts stated twice; their verdicts are `Check`s."""

from extractor.checks.run import check, reconciles

__all__ = ["check", "reconciles"]

"""The clause grammar: tokens of a paragraph → bindings of its figures to fields.

A left-to-right machine with a handful of productions:

    label [为] amount                            the label's figure (its measure word says which)
    label measure amount，measure amount          several figures of one line; a comma keeps the subject
    占 … percent · 完成 … percent                  share, completion
    比 base direction amount，direction percent    change or variance, by the base
    label amount（name amount，…） · 其中：…         items of the label's line
    A、B、C分别为 a、b、c · A、B均为 a               one figure each
    无 label · label 未发生                         zero

What stands between a label and a figure must be known words (the lexicon's fillers): anything else breaks the link,
and the figure stays unclaimed rather than land in a wrong field.

`state` holds where in a sentence the machine stands; `base` moves it over boundaries and brackets; `scope` says whose
money and of which time a clause speaks; `revision` corrects what was read once its parts are known; `items` names the
entries of lists; `sides` reads 收入 and 支出 alone; `admission` holds a label against its owner and its list; `labels`
says what a clause speaks of; `measures` which of its figures, and compared with what; `series` whose figure is whose in
a row; `figures` binds money and rates, `counts` the rest.
"""

from extractor.reading.clauses.counts import ClauseReader

__all__ = ["ClauseReader"]

"""Mock interviews: katas and oral questions against the clock, a record as it happens, a report.

A session is a log of events (`events`, kept by `log`); where it stands is read from that log alone
(`state`), so that a session that was killed goes on from what was written. `session` has the verbs of
an interview, `choice` picks what is asked, `bank` and `rubric` hold what is asked and what is looked
for, `summary` makes the report that `markdown` and `html` render, `progress` compares sessions.
"""

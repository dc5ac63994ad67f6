"""English pronouns, which say who is meant only together with what stands before them."""

from __future__ import annotations

SELF = frozenset("i we me us my our myself ourselves".split())
PERSON = frozenset("he she him her his who".split())
AS_SOURCE = SELF | PERSON | frozenset("it they them this that its their".split())  # that a source may be called by
PRONOUNS = AS_SOURCE | frozenset(
    "you these those which one ones both all some himself herself itself themselves".split()
)

"""How each deed of matters is told in the journal (VERBS) and to people (NOTICES)."""

from lianxin.matters.verbs import handling, imports, voices

VERBS = {**voices.VERBS, **handling.VERBS, **imports.VERBS}
NOTICES = {**voices.NOTICES, **handling.NOTICES, **imports.NOTICES}

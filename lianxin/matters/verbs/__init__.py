"""How each deed of matters is told in the journal (VERBS) and to people (NOTICES)."""

from lianxin.matters.verbs import alike, handling, hot, imports, voices

VERBS = {**voices.VERBS, **handling.VERBS, **imports.VERBS, **alike.VERBS, **hot.VERBS}
NOTICES = {**voices.NOTICES, **handling.NOTICES, **imports.NOTICES, **alike.NOTICES, **hot.NOTICES}

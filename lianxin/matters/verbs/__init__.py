"""How each deed of matters is told in the journal (VERBS) and to people (NOTICES)."""

from lianxin.matters.verbs import alike, handling, hot, imports, learning, voices

PARTS = (voices, handling, imports, alike, hot, learning)
VERBS = {verb: sentence for part in PARTS for verb, sentence in part.VERBS.items()}
NOTICES = {verb: sentence for part in PARTS for verb, sentence in part.NOTICES.items()}

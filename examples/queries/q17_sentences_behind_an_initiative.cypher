// Which sentences stand behind all that is known of an initiative? 关于某项举措的每个事实，原文是哪一句？
// :param initiative => '“一窗好办”改革'
MATCH (i:Initiative {name: $initiative})-[r]-(other)
UNWIND [r.evidence_text] + coalesce(r.also_text, []) AS sentence
RETURN DISTINCT toLower(type(r)) AS predicate, other.name AS other, r.report AS report, sentence
ORDER BY predicate, other, report, sentence

// Which places, bodies and people were honoured, and where does it say so? 哪些地方、机构和人物获得了荣誉，原文在哪里？
MATCH (who)-[r:RECEIVES]->(h:Honor)
WHERE NOT who:Initiative
RETURN DISTINCT who.name AS who, h.name AS honor, r.report AS report, r.evidence_start AS start
ORDER BY who, honor, report, start

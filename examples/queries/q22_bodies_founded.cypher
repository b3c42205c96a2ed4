// Which bodies were founded, or are to be? 成立或计划成立了哪些机构？
MATCH (who)-[r:ESTABLISHES]->(body)
RETURN DISTINCT body.name AS body, who.name AS founder, r.status AS status
ORDER BY body, founder, status

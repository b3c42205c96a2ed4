// What was promised and is in no report as done? 哪些计划开展的举措，此后的报告都没有提到已经开展？
MATCH (who)-[p:IMPLEMENTS {status: 'planned'}]->(i:Initiative)
WHERE p.period IS NOT NULL AND NOT EXISTS { MATCH ()-[:IMPLEMENTS {status: 'done'}]->(i) }
RETURN DISTINCT p.period AS promised, i.name AS initiative, who.name AS who
ORDER BY promised, initiative, who

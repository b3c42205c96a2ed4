// Which rules were amended or repealed, by year? 各年修改、废止了哪些文件？
MATCH (who)-[r:ISSUES {status: 'done'}]->(g:Regulation)
WHERE r.action IN ['amend', 'repeal'] AND r.period IS NOT NULL
RETURN DISTINCT r.period AS year, r.action AS action, g.name AS regulation, who.name AS who
ORDER BY year, action, regulation, who

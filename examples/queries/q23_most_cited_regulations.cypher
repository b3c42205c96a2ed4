// Which regulations do most reports name? 哪些法规文件被最多的报告引用？
MATCH (d:Report)-[:CITES]->(g:Regulation)
RETURN g.name AS regulation, count(DISTINCT d) AS reports
ORDER BY reports DESC, regulation
LIMIT 20

// Which shortcomings do reports admit that speak of something? 报告承认了哪些含有某个词的问题？
// :param word => '执法'
MATCH (d:Report)-[r:ADMITS]->(p:Problem)
WHERE p.name CONTAINS $word
RETURN DISTINCT r.report AS report, p.name AS problem
ORDER BY report, problem

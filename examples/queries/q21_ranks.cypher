// Where does a place rank, among whom? 哪些指标报告了位次？
MATCH (p)-[:REPORTS]->(o:Observation {measure: 'rank'})
RETURN DISTINCT p.name AS place, o.indicator AS indicator, o.value AS rank, coalesce(o.scope, '') AS scope
ORDER BY place, indicator, rank, scope

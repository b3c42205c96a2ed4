// Which statements are the least sure, and should be read by a person? 哪些事实抽取把握最小，需要人工核对？
MATCH (a)-[r:IMPLEMENTS|ISSUES|RECEIVES|COOPERATES_WITH|ESTABLISHES]->(b)
RETURN r.confidence AS confidence, r.id AS id, a.name AS subject, toLower(type(r)) AS predicate, b.name AS object
ORDER BY confidence, id
LIMIT 20

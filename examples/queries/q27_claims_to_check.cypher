// Which claims that a body runs an initiative are the least sure, and should be read by a person? 关于谁在推行举措的事实，哪些抽取把握最小，需要人工核对？
MATCH (a)-[r:IMPLEMENTS]->(b)
RETURN r.confidence AS confidence, r.id AS id, a.name AS who, b.name AS initiative
ORDER BY confidence, id
LIMIT 20

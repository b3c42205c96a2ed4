// Which initiatives are run by two bodies or more? 哪些举措由两个以上地方或机构推行？
MATCH (who)-[:IMPLEMENTS {status: 'done'}]->(i:Initiative)
WITH i, count(DISTINCT who) AS bodies
WHERE bodies > 1
RETURN i.name AS initiative, bodies
ORDER BY bodies DESC, initiative

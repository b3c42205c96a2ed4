// Which bodies carry out the same initiative? 哪些机构共同推进同一项举措？
MATCH (a:Agency)-[:IMPLEMENTS {status: 'done'}]->(i:Initiative)<-[:IMPLEMENTS {status: 'done'}]-(b:Agency)
WHERE a.name < b.name
RETURN DISTINCT a.name AS one, b.name AS other, i.name AS initiative
ORDER BY one, other, initiative

// Which other bodies carry out what a body carries out? 还有哪些机构在推进某机构推进的举措？
// :param body => '云溪市司法局'
MATCH (a:Agency {name: $body})-[:IMPLEMENTS {status: 'done'}]->(i:Initiative)<-[:IMPLEMENTS {status: 'done'}]-(b:Agency)
WHERE b.name <> $body
RETURN DISTINCT b.name AS other, i.name AS initiative
ORDER BY other, initiative

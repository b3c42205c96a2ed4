// What does a body carry out, or plan to? 某机构开展和计划开展哪些举措？
// :param body => '云溪市司法局'
MATCH (a:Agency {name: $body})-[r:IMPLEMENTS]->(i:Initiative)
RETURN DISTINCT i.name AS initiative, r.status AS status, r.report AS report
ORDER BY initiative, status, report

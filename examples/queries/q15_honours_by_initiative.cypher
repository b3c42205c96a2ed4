// Which initiatives were honoured, and with what? 哪些举措获得了荣誉？
MATCH (i:Initiative)-[r:RECEIVES]->(h:Honor)
RETURN DISTINCT i.name AS initiative, h.name AS honor, r.report AS report
ORDER BY initiative, honor, report

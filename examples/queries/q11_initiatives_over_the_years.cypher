// Which initiatives come back in two reports or more, done or planned? 哪些举措在多份报告中反复出现？
MATCH ()-[r:IMPLEMENTS]->(i:Initiative)
WITH i, count(DISTINCT r.report) AS reports
WHERE reports > 1
RETURN i.name AS initiative, reports
ORDER BY reports DESC, initiative

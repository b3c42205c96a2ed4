// What one report promised and a later one reports as done 计划后又报告已开展的举措
MATCH (i:Initiative)<-[p:IMPLEMENTS {status: 'planned'}]-(a)
MATCH (i)<-[d:IMPLEMENTS {status: 'done'}]-(b)
WHERE toInteger(d.period) = toInteger(p.period) + 1
RETURN a, p, i, d, b
LIMIT 60

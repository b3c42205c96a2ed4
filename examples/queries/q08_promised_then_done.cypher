// What was promised in one report and reported as done for the year after? 上一年计划、下一年报告已开展的举措有哪些？
MATCH (i:Initiative)<-[p:IMPLEMENTS {status: 'planned'}]-()
WITH DISTINCT i, p.period AS promised WHERE promised IS NOT NULL
MATCH (i)<-[d:IMPLEMENTS {status: 'done'}]-()
WHERE toInteger(d.period) = toInteger(promised) + 1
RETURN DISTINCT i.name AS initiative, promised, d.period AS done
ORDER BY initiative, promised, done

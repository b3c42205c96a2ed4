// What are the figures of one indicator, by place and period? 某项指标在各地各时期的数值是多少？
// :param indicator => '评查案卷'
MATCH (p)-[:REPORTS]->(o:Observation {indicator: $indicator})
WHERE o.period IS NOT NULL
RETURN p.name AS place, o.period AS period, o.value AS value, o.unit AS unit, o.measure AS measure
ORDER BY place, period, value, unit, measure

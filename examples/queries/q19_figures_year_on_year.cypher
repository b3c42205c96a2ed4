// How did an indicator move from one year to the next in one place? 同一地方同一指标相邻两年如何变化？
MATCH (p)-[:REPORTS]->(o:Observation {measure: 'level'})
WHERE size(o.period) = 4
WITH p, o.indicator AS indicator, o.unit AS unit, collect(o) AS figures
WHERE size(figures) > 1
UNWIND figures AS a
UNWIND figures AS b
WITH p, indicator, unit, a, b
WHERE toInteger(b.period) = toInteger(a.period) + 1
RETURN DISTINCT p.name AS place, indicator, unit, a.period AS year, a.value AS before, b.value AS after
ORDER BY place, indicator, unit, year, before, after

// How did an indicator move from one year to the next in one place? 同一地方同一指标相邻两年如何变化？
MATCH (p)-[:REPORTS]->(a:Observation {measure: 'level'})
MATCH (p)-[:REPORTS]->(b:Observation {measure: 'level'})
WHERE b.indicator = a.indicator AND b.unit = a.unit AND size(a.period) = 4 AND size(b.period) = 4
  AND toInteger(b.period) = toInteger(a.period) + 1
RETURN DISTINCT p.name AS place, a.indicator AS indicator, a.unit AS unit, a.period AS year, a.value AS before, b.value AS after
ORDER BY place, indicator, unit, year, before, after

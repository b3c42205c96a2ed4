// Which figures are given as results of an initiative? 某项举措取得了哪些可量化的成效？
// :param initiative => '“一窗好办”改革'
MATCH (o:Observation)-[:MEASURES]->(i:Initiative {name: $initiative})
WHERE o.period IS NOT NULL
RETURN DISTINCT o.indicator AS indicator, o.period AS period, o.value AS value, o.unit AS unit
ORDER BY indicator, period, value, unit

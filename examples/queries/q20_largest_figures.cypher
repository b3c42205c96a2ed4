// Which are the ten largest figures of a year in one unit? 某一年以某单位计的最大数值有哪些？
// :param year => '2023'
// :param unit => '件'
MATCH (p)-[r:REPORTS {status: 'done'}]->(o:Observation {unit: $unit, period: $year, measure: 'level'})
RETURN DISTINCT o.value AS value, o.indicator AS indicator, p.name AS place
ORDER BY value DESC, indicator, place
LIMIT 10

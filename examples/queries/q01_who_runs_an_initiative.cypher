// Which places and bodies run an initiative, and since which year? 哪些地方和机构在推行某项举措，最早见于哪一年？
// :param initiative => '“一窗好办”改革'
MATCH (who)-[r:IMPLEMENTS {status: 'done'}]->(i:Initiative {name: $initiative})
WHERE r.period IS NOT NULL
RETURN who.name AS who, min(r.period) AS since
ORDER BY since, who

// An initiative, who runs it, its legal basis, honours and figures 某项举措及其相关的一切
// :param initiative => '“一窗好办”改革'
MATCH path = (i:Initiative {name: $initiative})-[r]-(other)
WHERE NOT other:Report
RETURN path
LIMIT 60

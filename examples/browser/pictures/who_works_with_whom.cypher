// Bodies that work together 机构之间的合作
MATCH path = (:Agency)-[:COOPERATES_WITH]-()
RETURN path
LIMIT 80

// Which reports are in the graph: year, place, publisher? 图谱里有哪些报告：年度、地区、发布机构？
MATCH (d:Report)-[:COVERS]->(y:Year)
OPTIONAL MATCH (d)-[:ABOUT]->(p:Region)
OPTIONAL MATCH (d)-[:PUBLISHED_BY]->(a:Agency)
RETURN DISTINCT y.name AS year, coalesce(p.name, '') AS place, coalesce(a.name, '') AS publisher, d.name AS title
ORDER BY year, place, publisher, title

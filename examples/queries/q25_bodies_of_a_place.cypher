// Which bodies belong to a place, or to a division within it? 某地及其下辖区域有哪些机构？
// :param place => '云溪市'
MATCH (a:Agency)-[:PART_OF*1..4]->(p:Region {name: $place})
RETURN DISTINCT a.name AS body
ORDER BY body

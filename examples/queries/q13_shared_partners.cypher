// Which bodies share a partner? 哪些机构有共同的合作伙伴？
MATCH (a:Agency)-[:COOPERATES_WITH]-(partner)-[:COOPERATES_WITH]-(b:Agency)
WHERE a.name < b.name
RETURN DISTINCT a.name AS one, b.name AS other, partner.name AS partner
ORDER BY one, other, partner

// With whom does a body work, and in which words? 某机构与哪些机构合作，原文怎么说？
// :param body => '云溪市司法局'
MATCH (a:Agency {name: $body})-[r:COOPERATES_WITH]-(partner)
RETURN DISTINCT partner.name AS partner, r.evidence_text AS sentence
ORDER BY partner, sentence

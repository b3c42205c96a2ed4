// A place, its bodies, and what they carry out 某地的机构和它们开展的举措
// :param place => '云溪市'
MATCH path = (:Region {name: $place})<-[:PART_OF]-(:Agency)-[:IMPLEMENTS]->(:Initiative)
RETURN path
LIMIT 80

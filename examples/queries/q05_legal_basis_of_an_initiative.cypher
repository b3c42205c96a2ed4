// On which regulations do initiatives rest? 各项举措依据哪些法规文件？
MATCH (i:Initiative)-[r:CITES]->(g:Regulation)
RETURN DISTINCT i.name AS initiative, g.name AS regulation
ORDER BY initiative, regulation

// Which laws did public bodies study or publicise? 组织学习宣传了哪些法律法规？
MATCH (who)-[r:ISSUES {action: 'study'}]->(g:Regulation)
RETURN DISTINCT g.name AS regulation, who.name AS who, r.report AS report
ORDER BY regulation, who, report

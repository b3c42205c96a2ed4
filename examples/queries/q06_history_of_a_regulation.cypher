// Who issued, drafted, amended, repealed or studied a regulation? 某部法规文件由谁制定、起草、修改、废止或学习宣传？
// :param regulation => '云溪市城市停车管理办法'
MATCH (who)-[r:ISSUES]->(g:Regulation {name: $regulation})
WHERE r.period IS NOT NULL AND r.action IS NOT NULL
RETURN DISTINCT r.period AS year, r.action AS action, r.status AS status, who.name AS who
ORDER BY year, action, status, who

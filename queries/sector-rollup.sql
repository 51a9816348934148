-- sector-rollup.rq over the columns
WITH acts AS (
  SELECT intensity, a, unnest(target_sector) AS b
  FROM (SELECT intensity, target_sector, unnest(source_sector) AS a FROM events WHERE within(date, $since, $until)))
SELECT x.notation AS "from", y.notation AS "to", count(*) AS n, mean(sum(intensity), count(*)) AS mean
FROM acts JOIN notations AS x ON x.thing = a JOIN notations AS y ON y.thing = b
WHERE ($from IS NULL OR a = $from) AND ($to IS NULL OR b = $to)
GROUP BY x.notation, y.notation ORDER BY n DESC, "from", "to"

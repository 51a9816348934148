-- silence-after.rq over the columns; the day of an act is itself a day on which the two were heard of
WITH acts AS (
  SELECT DISTINCT event, date, s, t, least(s, t) AS one, greatest(s, t) AS other FROM dyads
  WHERE status = 'v:attested' AND s <> t AND ($type IS NULL OR type = $type) AND within(date, $since, $until)
    AND (($a IS NULL OR s = $a) AND ($b IS NULL OR t = $b) OR ($a IS NULL OR t = $a) AND ($b IS NULL OR s = $b))),
heard AS (SELECT DISTINCT date AS day, least(s, t) AS one, greatest(s, t) AS other FROM dyads WHERE status = 'v:attested' AND s <> t),
days AS (SELECT one, other, day, lead(day) OVER (PARTITION BY one, other ORDER BY day) AS following FROM heard)
SELECT date, x.label AS actor, y.label AS toward, min(following) AS next, event AS e
FROM acts JOIN days ON acts.one = days.one AND acts.other = days.other AND date = day
JOIN labels AS x ON x.thing = s JOIN labels AS y ON y.thing = t
GROUP BY date, x.label, y.label, event ORDER BY date, actor, toward, e

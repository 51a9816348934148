-- actor-network.rq over the columns
SELECT s, t, broader AS quad, count(*) AS weight, mean(sum(intensity), count(*)) AS mean
FROM dyads JOIN broader ON broader.thing = type
WHERE status = 'v:attested' AND s <> t AND ($actor IS NULL OR s = $actor OR t = $actor)
  AND ($type IS NULL OR type = $type) AND within(date, $since, $until)
GROUP BY s, t, quad ORDER BY weight DESC, s, t, quad

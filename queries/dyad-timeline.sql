-- dyad-timeline.rq over the columns; only events of both are spread over their pairs
WITH found AS (
  SELECT * FROM (SELECT date, type, status, intensity, event, s, unnest(target_state) AS t FROM (
    SELECT *, unnest(source_state) AS s FROM events WHERE involves(source_state, target_state, $a, $b)))
  WHERE (($a IS NULL OR s = $a) AND ($b IS NULL OR t = $b) OR ($a IS NULL OR t = $a) AND ($b IS NULL OR s = $b))
    AND ($type IS NULL OR type = $type) AND within(date, $since, $until))
SELECT DISTINCT date, term AS type, x.label AS "from", y.label AS "to", notation AS status, exact(intensity) AS intensity, event AS e
FROM found JOIN terms ON terms.thing = type JOIN notations ON notations.thing = status
JOIN labels AS x ON x.thing = s JOIN labels AS y ON y.thing = t
ORDER BY date, type, "from", "to", e

-- broken-ceasefires.rq over the columns
WITH sides AS (
  SELECT event, date, list_distinct(source_state || target_state) AS states, source_state, target_state FROM events
  WHERE status = 'v:attested' AND within(date, $since, $until)
    AND list_has_any(mode, ['plover:RETREAT-ceasefire', 'cameo:057', 'cameo:0871'])),
pairs AS (SELECT event, date, source_state, target_state, x, unnest(states) AS y FROM (SELECT *, unnest(states) AS x FROM sides)),
pacts AS (
  SELECT DISTINCT event, date, x, y FROM pairs
  WHERE x <> y AND (($a IS NULL OR x = $a) AND ($b IS NULL OR y = $b) OR ($a IS NULL OR y = $a) AND ($b IS NULL OR x = $b))
    AND (x < y OR (list_contains(source_state, x) AND list_contains(target_state, y) AND NOT list_contains(source_state, y)))),
strikes AS (SELECT event AS strike, date AS day, s, t FROM dyads WHERE type = 'plover:ASSAULT' AND status = 'v:attested'),
either AS (SELECT strike, day, s AS x, t AS y FROM strikes UNION SELECT strike, day, t, s FROM strikes)
SELECT date AS agreed, one.label AS one, other.label AS other, min(day) AS broken, count(DISTINCT strike) AS assaults, event AS e
FROM pacts JOIN either ON either.x = pacts.x AND either.y = pacts.y AND day > date
JOIN labels AS one ON one.thing = pacts.x JOIN labels AS other ON other.thing = pacts.y
GROUP BY date, one.label, other.label, event ORDER BY agreed, one, other, e

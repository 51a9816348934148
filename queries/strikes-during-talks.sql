-- strikes-during-talks.rq over the columns; talks are spread over their days, so that dyad and day join, not dyad alone
WITH talks AS (
  SELECT event AS talks, s, t, date AS "begin", coalesce("end", date) AS "end",
         unnest(generate_series(date, coalesce("end", date), INTERVAL 1 DAY))::DATE AS day
  FROM dyads
  WHERE type = 'plover:CONSULT' AND status = 'v:attested' AND precision = 'v:day' AND s <> t
    AND ($a IS NULL OR s = $a OR t = $a) AND ($b IS NULL OR s = $b OR t = $b) AND ($until::DATE IS NULL OR date <= $until::DATE))
SELECT DISTINCT talks, "begin", talks."end", event AS strike, date, notation AS status
FROM talks JOIN dyads ON dyads.s = talks.s AND dyads.t = talks.t AND date = day JOIN notations ON thing = status
WHERE type = 'plover:ASSAULT' AND within(date, $since, $until)
  AND (($a IS NULL OR dyads.s = $a) AND ($b IS NULL OR dyads.t = $b) OR ($a IS NULL OR dyads.t = $a) AND ($b IS NULL OR dyads.s = $b))
ORDER BY date, talks, strike

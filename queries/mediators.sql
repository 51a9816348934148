-- mediators.rq over the columns
WITH told AS (
  SELECT unnest(mediator) AS mediator, event, date FROM events
  WHERE len(mediator) > 0 AND involves(source_state, target_state, $a, $b) AND within(date, $since, $until)
  UNION
  SELECT unnest(source), event, date FROM events
  WHERE list_contains(mode, 'plover:CONSULT-third-party') AND len(target) > 0 AND len(target_state) > 1
    AND has(target_state, $a) AND has(target_state, $b) AND ($a IS NULL OR $b IS NULL OR $a <> $b)
    AND within(date, $since, $until))
SELECT mediator, label AS name, count(*) AS n, min(date) AS first, max(date) AS last
FROM told JOIN labels ON thing = mediator
GROUP BY mediator, label ORDER BY n DESC, name

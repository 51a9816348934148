-- actor-events.rq over the columns
WITH parts AS (
  SELECT *, unnest(['source', 'target', 'mediator', 'host']) AS role, unnest([source, target, mediator, host]) AS actors FROM events
  WHERE ($type IS NULL OR type = $type) AND within(date, $since, $until)
    AND ($actor IS NULL OR list_contains(source, $actor) OR list_contains(target, $actor)
         OR list_contains(mediator, $actor) OR list_contains(host, $actor))),
takes AS (SELECT *, unnest(actors) AS actor FROM parts)
SELECT date, term AS type, role, notation AS status, exact(intensity) AS intensity, event AS e
FROM takes JOIN terms ON terms.thing = takes.type JOIN notations ON notations.thing = status
WHERE $actor IS NULL OR actor = $actor
ORDER BY date, type, e, role

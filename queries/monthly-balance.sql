-- monthly-balance.rq over the columns
SELECT strftime(date, '%Y-%m') AS month, count(*) AS n, exact(sum(intensity)) AS balance, mean(sum(intensity), count(*)) AS mean,
       count_if(intensity > 0) AS cooperative, count_if(intensity < 0) AS conflictual
FROM events
WHERE status = 'v:attested' AND involves(source_state, target_state, $a, $b) AND within(date, $since, $until)
GROUP BY month ORDER BY month

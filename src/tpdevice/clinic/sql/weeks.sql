SELECT
  *
FROM (
  SELECT
    "t5"."week_day",
    COUNT(DISTINCT "t5"."plan_id") AS "plans",
    SUM("t5"."asked") AS "days_asked",
    SUM(IIF((
      "t5"."asked" = 1
    ) AND (
      "t5"."done" = 1
    ), 1, 0)) AS "days_done",
    SUM(IIF((
      "t5"."asked" = 0
    ) AND (
      "t5"."done" = 1
    ), 1, 0)) AS "days_beside"
  FROM (
    SELECT
      "t4"."plan_id",
      "t4"."local_date",
      "t4"."day",
      "t4"."asked",
      "t4"."done",
      "t4"."today_day",
      "t4"."since_day",
      "t4"."day" - MOD("t4"."day" + 3, 7) AS "week_day"
    FROM (
      SELECT
        "t2"."plan_id",
        "t2"."local_date",
        "t2"."day",
        "t2"."asked",
        "t2"."done",
        "t3"."today_day",
        "t3"."since_day"
      FROM "asked_day" AS "t2"
      CROSS JOIN "asked" AS "t3"
    ) AS "t4"
    WHERE
      "t4"."day" >= "t4"."since_day" AND "t4"."day" <= "t4"."today_day"
  ) AS "t5"
  GROUP BY
    1
) AS "t6"
ORDER BY
  "t6"."week_day" ASC NULLS LAST

SELECT
  *
FROM (
  SELECT
    "t11"."week_day",
    COUNT(DISTINCT "t11"."plan_id") AS "plans",
    SUM("t11"."asked") AS "days_asked",
    SUM(IIF((
      "t11"."asked" = 1
    ) AND (
      "t11"."done" = 1
    ), 1, 0)) AS "days_done",
    SUM(IIF((
      "t11"."asked" = 0
    ) AND (
      "t11"."done" = 1
    ), 1, 0)) AS "days_beside"
  FROM (
    SELECT
      "t10"."plan_id",
      "t10"."local_date",
      "t10"."day",
      "t10"."asked",
      "t10"."done",
      "t10"."today_day",
      "t10"."since_day",
      "t10"."client_id",
      "t10"."day" - MOD("t10"."day" + 3, 7) AS "week_day"
    FROM (
      SELECT
        "t9"."plan_id",
        "t9"."local_date",
        "t9"."day",
        "t9"."asked",
        "t9"."done",
        "t9"."today_day",
        "t9"."since_day",
        "t7"."client_id"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t3"."plan_id",
            "t3"."local_date",
            "t3"."day",
            "t3"."asked",
            "t3"."done",
            "t4"."today_day",
            "t4"."since_day"
          FROM "asked_day" AS "t3"
          CROSS JOIN "asked" AS "t4"
        ) AS "t6"
        WHERE
          "t6"."day" >= "t6"."since_day" AND "t6"."day" <= "t6"."today_day"
      ) AS "t9"
      INNER JOIN (
        SELECT
          "t0"."id" AS "plan_id",
          "t0"."client_id"
        FROM "plan" AS "t0"
        WHERE
          "t0"."counts" = 1
      ) AS "t7"
        ON "t9"."plan_id" = "t7"."plan_id"
    ) AS "t10"
  ) AS "t11"
  GROUP BY
    1
) AS "t12"
ORDER BY
  "t12"."week_day" ASC NULLS LAST

SELECT
  "t18"."name",
  "t18"."kind",
  "t18"."local_date",
  "t18"."point",
  "t18"."side",
  "t18"."words",
  "t18"."simulated"
FROM (
  SELECT
    "t17"."id",
    "t17"."plan_id",
    "t17"."session_id",
    "t17"."kind",
    "t17"."local_date",
    "t17"."day",
    "t17"."point",
    "t17"."side",
    "t17"."words",
    "t17"."simulated",
    "t17"."all_simulated",
    "t17"."today_day",
    "t17"."since_day",
    "t10"."client_id",
    "t9"."name"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t14"."id",
        "t14"."plan_id",
        "t14"."session_id",
        "t14"."kind",
        "t14"."local_date",
        "t14"."day",
        "t14"."point",
        "t14"."side",
        "t14"."words",
        "t14"."simulated",
        "t14"."all_simulated",
        "t4"."today_day",
        "t4"."since_day"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t5"."id",
            "t5"."plan_id",
            "t5"."session_id",
            "t5"."kind",
            "t5"."local_date",
            "t5"."day",
            "t5"."point",
            "t5"."side",
            "t5"."words",
            "t5"."simulated",
            "t11"."all_simulated"
          FROM "exception" AS "t5"
          INNER JOIN (
            SELECT
              "t0"."id" AS "plan_id",
              "t0"."simulated" AS "all_simulated"
            FROM "plan" AS "t0"
            WHERE
              "t0"."counts" = 1
          ) AS "t11"
            ON "t5"."plan_id" = "t11"."plan_id"
        ) AS "t12"
        WHERE
          "t12"."simulated" <= "t12"."all_simulated"
      ) AS "t14"
      CROSS JOIN "asked" AS "t4"
    ) AS "t15"
    WHERE
      "t15"."day" >= "t15"."since_day" AND "t15"."day" <= "t15"."today_day"
  ) AS "t17"
  INNER JOIN (
    SELECT
      "t0"."id" AS "plan_id",
      "t0"."client_id"
    FROM "plan" AS "t0"
    WHERE
      "t0"."counts" = 1
  ) AS "t10"
    ON "t17"."plan_id" = "t10"."plan_id"
  INNER JOIN (
    SELECT
      "t1"."id" AS "client_id",
      "t1"."name"
    FROM "client" AS "t1"
  ) AS "t9"
    ON "t10"."client_id" = "t9"."client_id"
) AS "t18"
ORDER BY
  "t18"."day" DESC,
  "t18"."name" ASC NULLS LAST,
  "t18"."kind" ASC NULLS LAST,
  "t18"."id" ASC NULLS LAST

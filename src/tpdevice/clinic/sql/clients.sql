SELECT
  *
FROM (
  SELECT
    "t67"."client_id",
    "t67"."name",
    "t67"."last_day",
    "t67"."until_day",
    "t67"."simulated",
    "t67"."pressed_day",
    "t67"."sessions",
    "t67"."no_data_s",
    "t67"."first_rating",
    "t67"."last_rating",
    "t67"."days_asked",
    "t67"."days_done",
    "t67"."asked_s",
    "t67"."held_s",
    "t67"."warnings",
    "t67"."over_cap",
    "t67"."rated_high",
    "t67"."stopped",
    "t67"."missed"
  FROM (
    SELECT
      "t66"."client_id",
      "t66"."name",
      "t66"."last_day",
      "t66"."until_day",
      "t66"."simulated",
      "t66"."pressed_day",
      "t66"."sessions",
      "t66"."no_data_s",
      "t66"."first_rating",
      "t66"."last_rating",
      "t66"."days_asked",
      "t66"."days_done",
      "t66"."asked_s",
      "t66"."held_s",
      "t61"."client_id" AS "client_id_right",
      "t61"."warnings",
      "t61"."over_cap",
      "t61"."rated_high",
      "t61"."stopped",
      "t61"."missed"
    FROM (
      SELECT
        "t64"."client_id",
        "t64"."name",
        "t64"."last_day",
        "t64"."until_day",
        "t64"."simulated",
        "t64"."pressed_day",
        "t64"."sessions",
        "t64"."no_data_s",
        "t64"."first_rating",
        "t64"."last_rating",
        "t64"."days_asked",
        "t64"."days_done",
        "t64"."asked_s",
        "t64"."held_s"
      FROM (
        SELECT
          "t63"."client_id",
          "t63"."name",
          "t63"."last_day",
          "t63"."until_day",
          "t63"."simulated",
          "t63"."pressed_day",
          "t63"."sessions",
          "t63"."no_data_s",
          "t63"."first_rating",
          "t63"."last_rating",
          "t63"."days_asked",
          "t63"."days_done",
          "t56"."client_id" AS "client_id_right",
          "t56"."asked_s",
          "t56"."held_s"
        FROM (
          SELECT
            "t60"."client_id",
            "t60"."name",
            "t60"."last_day",
            "t60"."until_day",
            "t60"."simulated",
            "t60"."pressed_day",
            "t60"."sessions",
            "t60"."no_data_s",
            "t60"."first_rating",
            "t60"."last_rating",
            "t60"."days_asked",
            "t60"."days_done"
          FROM (
            SELECT
              "t58"."client_id",
              "t58"."name",
              "t58"."last_day",
              "t58"."until_day",
              "t58"."simulated",
              "t58"."pressed_day",
              "t58"."sessions",
              "t58"."no_data_s",
              "t58"."first_rating",
              "t58"."last_rating",
              "t57"."client_id" AS "client_id_right",
              "t57"."days_asked",
              "t57"."days_done"
            FROM (
              SELECT
                "t51"."client_id",
                "t51"."name",
                "t51"."last_day",
                "t51"."until_day",
                "t51"."simulated",
                "t51"."pressed_day",
                "t51"."sessions",
                "t51"."no_data_s",
                "t51"."first_rating",
                "t51"."last_rating"
              FROM (
                SELECT
                  "t47"."client_id",
                  "t47"."name",
                  "t47"."last_day",
                  "t47"."until_day",
                  "t47"."simulated",
                  "t47"."pressed_day",
                  "t38"."client_id" AS "client_id_right",
                  "t38"."sessions",
                  "t38"."no_data_s",
                  "t38"."first_rating",
                  "t38"."last_rating"
                FROM (
                  SELECT
                    "t44"."client_id",
                    "t44"."name",
                    "t44"."last_day",
                    "t44"."until_day",
                    "t44"."simulated",
                    "t44"."pressed_day"
                  FROM (
                    SELECT
                      "t35"."client_id",
                      "t35"."name",
                      "t35"."last_day",
                      "t35"."until_day",
                      "t35"."simulated",
                      "t29"."client_id" AS "client_id_right",
                      "t29"."pressed_day"
                    FROM (
                      SELECT
                        "t30"."client_id",
                        "t30"."name",
                        "t30"."last_day",
                        "t30"."until_day",
                        "t30"."simulated"
                      FROM (
                        SELECT
                          "t22"."client_id",
                          "t22"."name",
                          "t23"."client_id" AS "client_id_right",
                          "t23"."last_day",
                          "t23"."until_day",
                          "t23"."simulated"
                        FROM (
                          SELECT
                            "t6"."id" AS "client_id",
                            "t6"."name"
                          FROM "client" AS "t6"
                        ) AS "t22"
                        LEFT OUTER JOIN (
                          SELECT
                            "t0"."client_id",
                            MAX("t0"."last_day") AS "last_day",
                            MAX("t0"."until_day") AS "until_day",
                            MAX("t0"."simulated") AS "simulated"
                          FROM "plan" AS "t0"
                          GROUP BY
                            1
                        ) AS "t23"
                          ON "t22"."client_id" = "t23"."client_id"
                      ) AS "t30"
                    ) AS "t35"
                    LEFT OUTER JOIN (
                      SELECT
                        "t20"."client_id",
                        MAX("t20"."day") AS "pressed_day"
                      FROM (
                        SELECT
                          *
                        FROM "session" AS "t4"
                        WHERE
                          "t4"."counts" = 1
                      ) AS "t20"
                      GROUP BY
                        1
                    ) AS "t29"
                      ON "t35"."client_id" = "t29"."client_id"
                  ) AS "t44"
                ) AS "t47"
                LEFT OUTER JOIN (
                  SELECT
                    "t25"."client_id",
                    COUNT(*) AS "sessions",
                    SUM("t25"."no_data_s") AS "no_data_s",
                    CAST(SUM("t25"."first_rating") AS REAL) / COUNT("t25"."first_rating") AS "first_rating",
                    CAST(SUM("t25"."last_rating") AS REAL) / COUNT("t25"."last_rating") AS "last_rating"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t10"."id",
                        "t10"."plan_id",
                        "t10"."client_id",
                        "t10"."uid",
                        "t10"."local_date",
                        "t10"."day",
                        "t10"."started_utc",
                        "t10"."point",
                        "t10"."side",
                        "t10"."tool",
                        "t10"."asked",
                        "t10"."simulated",
                        "t10"."counts",
                        "t10"."band_bottom_n",
                        "t10"."band_top_n",
                        "t10"."tender_n",
                        "t10"."comfort_n",
                        "t10"."held_s",
                        "t10"."asked_s",
                        "t10"."below_s",
                        "t10"."above_s",
                        "t10"."no_data_s",
                        "t10"."impulse_n_s",
                        "t10"."peak_n",
                        "t10"."first_rating",
                        "t10"."last_rating",
                        "t10"."highest_rating",
                        "t10"."outcome",
                        "t10"."ending",
                        "t10"."reason",
                        "t10"."sensor",
                        "t10"."sensor_checked_date",
                        "t10"."result_uid",
                        "t10"."trace_step_s",
                        "t7"."today_day",
                        "t7"."since_day"
                      FROM "session" AS "t10"
                      CROSS JOIN "asked" AS "t7"
                    ) AS "t19"
                    WHERE
                      "t19"."day" >= "t19"."since_day"
                      AND "t19"."day" <= "t19"."today_day"
                      AND "t19"."counts" = 1
                  ) AS "t25"
                  GROUP BY
                    1
                ) AS "t38"
                  ON "t47"."client_id" = "t38"."client_id"
              ) AS "t51"
            ) AS "t58"
            LEFT OUTER JOIN (
              SELECT
                "t50"."client_id",
                SUM("t50"."asked") AS "days_asked",
                SUM("t50"."done") AS "days_done"
              FROM (
                SELECT
                  "t43"."plan_id",
                  "t43"."asked",
                  "t43"."done",
                  "t15"."client_id"
                FROM (
                  SELECT
                    "t33"."plan_id",
                    "t33"."asked",
                    MIN("t33"."asked", "t33"."done") AS "done"
                  FROM (
                    SELECT
                      "t27"."plan_id",
                      SUM("t27"."asked") AS "asked",
                      SUM("t27"."done") AS "done"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t11"."plan_id",
                          "t11"."local_date",
                          "t11"."day",
                          "t11"."asked",
                          "t11"."done",
                          "t7"."today_day",
                          "t7"."since_day"
                        FROM "asked_day" AS "t11"
                        CROSS JOIN "asked" AS "t7"
                      ) AS "t21"
                      WHERE
                        "t21"."day" >= "t21"."since_day" AND "t21"."day" <= "t21"."today_day"
                    ) AS "t27"
                    GROUP BY
                      1
                  ) AS "t33"
                ) AS "t43"
                INNER JOIN (
                  SELECT
                    "t0"."id" AS "plan_id",
                    "t0"."client_id"
                  FROM "plan" AS "t0"
                ) AS "t15"
                  ON "t43"."plan_id" = "t15"."plan_id"
              ) AS "t50"
              GROUP BY
                1
            ) AS "t57"
              ON "t58"."client_id" = "t57"."client_id"
          ) AS "t60"
        ) AS "t63"
        LEFT OUTER JOIN (
          SELECT
            "t49"."client_id",
            SUM("t49"."asked") AS "asked_s",
            SUM("t49"."held") AS "held_s"
          FROM (
            SELECT
              "t42"."plan_id",
              "t42"."point",
              "t42"."side",
              "t42"."asked",
              "t42"."held",
              "t15"."client_id"
            FROM (
              SELECT
                "t32"."plan_id",
                "t32"."point",
                "t32"."side",
                "t32"."asked",
                MIN("t32"."asked", "t32"."held") AS "held"
              FROM (
                SELECT
                  "t24"."plan_id",
                  "t24"."point",
                  "t24"."side",
                  SUM("t24"."asked_s") AS "asked",
                  SUM("t24"."held_s") AS "held"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t9"."plan_id",
                      "t9"."point",
                      "t9"."side",
                      "t9"."local_date",
                      "t9"."day",
                      "t9"."asked",
                      "t9"."done",
                      "t9"."asked_s",
                      "t9"."held_s",
                      "t7"."today_day",
                      "t7"."since_day"
                    FROM "asked_place" AS "t9"
                    CROSS JOIN "asked" AS "t7"
                  ) AS "t18"
                  WHERE
                    "t18"."day" >= "t18"."since_day" AND "t18"."day" <= "t18"."today_day"
                ) AS "t24"
                GROUP BY
                  1,
                  2,
                  3
              ) AS "t32"
            ) AS "t42"
            INNER JOIN (
              SELECT
                "t0"."id" AS "plan_id",
                "t0"."client_id"
              FROM "plan" AS "t0"
            ) AS "t15"
              ON "t42"."plan_id" = "t15"."plan_id"
          ) AS "t49"
          GROUP BY
            1
        ) AS "t56"
          ON "t63"."client_id" = "t56"."client_id"
      ) AS "t64"
    ) AS "t66"
    LEFT OUTER JOIN (
      SELECT
        "t54"."client_id",
        SUM(IIF("t54"."kind" = 'warning sign', 1, 0)) AS "warnings",
        SUM(IIF("t54"."kind" = 'over the cap', 1, 0)) AS "over_cap",
        SUM(IIF("t54"."kind" = 'rated high', 1, 0)) AS "rated_high",
        SUM(IIF("t54"."kind" = 'stopped early', 1, 0)) AS "stopped",
        SUM(IIF("t54"."kind" = 'missed day', 1, 0)) AS "missed"
      FROM (
        SELECT
          "t48"."id",
          "t48"."plan_id",
          "t48"."session_id",
          "t48"."kind",
          "t48"."local_date",
          "t48"."day",
          "t48"."point",
          "t48"."side",
          "t48"."words",
          "t48"."simulated",
          "t48"."all_simulated",
          "t48"."today_day",
          "t48"."since_day",
          "t15"."client_id"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t37"."id",
              "t37"."plan_id",
              "t37"."session_id",
              "t37"."kind",
              "t37"."local_date",
              "t37"."day",
              "t37"."point",
              "t37"."side",
              "t37"."words",
              "t37"."simulated",
              "t37"."all_simulated",
              "t7"."today_day",
              "t7"."since_day"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t8"."id",
                  "t8"."plan_id",
                  "t8"."session_id",
                  "t8"."kind",
                  "t8"."local_date",
                  "t8"."day",
                  "t8"."point",
                  "t8"."side",
                  "t8"."words",
                  "t8"."simulated",
                  "t16"."all_simulated"
                FROM "exception" AS "t8"
                INNER JOIN (
                  SELECT
                    "t0"."id" AS "plan_id",
                    "t0"."simulated" AS "all_simulated"
                  FROM "plan" AS "t0"
                ) AS "t16"
                  ON "t8"."plan_id" = "t16"."plan_id"
              ) AS "t28"
              WHERE
                "t28"."simulated" <= "t28"."all_simulated"
            ) AS "t37"
            CROSS JOIN "asked" AS "t7"
          ) AS "t41"
          WHERE
            "t41"."day" >= "t41"."since_day" AND "t41"."day" <= "t41"."today_day"
        ) AS "t48"
        INNER JOIN (
          SELECT
            "t0"."id" AS "plan_id",
            "t0"."client_id"
          FROM "plan" AS "t0"
        ) AS "t15"
          ON "t48"."plan_id" = "t15"."plan_id"
      ) AS "t54"
      GROUP BY
        1
    ) AS "t61"
      ON "t66"."client_id" = "t61"."client_id"
  ) AS "t67"
) AS "t68"
ORDER BY
  "t68"."name" ASC NULLS LAST

SELECT
  *
FROM (
  SELECT
    "t13"."client_id",
    "t13"."name",
    "t47"."runs",
    "t47"."first_day",
    "t47"."last_day",
    "t47"."until_day",
    "t47"."simulated",
    "t31"."pressed_day",
    "t41"."sessions",
    "t41"."no_data_s",
    "t41"."first_rating",
    "t41"."last_rating",
    "t57"."days_asked",
    "t57"."days_done",
    "t58"."asked_s",
    "t58"."held_s",
    "t61"."warnings",
    "t61"."over_cap",
    "t61"."rated_high",
    "t61"."stopped",
    "t61"."missed"
  FROM (
    SELECT
      "t0"."id" AS "client_id",
      "t0"."name"
    FROM "client" AS "t0"
  ) AS "t13"
  LEFT OUTER JOIN (
    SELECT
      "t44"."client_id" AS "client_id_7",
      "t44"."runs",
      "t44"."first_day",
      "t44"."last_day",
      "t44"."until_day",
      "t44"."simulated"
    FROM (
      SELECT
        "t35"."client_id",
        MAX("t35"."runs") AS "runs",
        MAX("t35"."begun") AS "first_day",
        MAX("t35"."last_day") AS "last_day",
        MAX("t35"."until_day") AS "until_day",
        MAX("t35"."simulated") AS "simulated"
      FROM (
        SELECT
          "t25"."plan_id",
          "t25"."client_id",
          "t25"."plan_key",
          "t25"."title",
          "t25"."first_date",
          "t25"."last_date",
          "t25"."until_date",
          "t25"."first_day",
          "t25"."last_day",
          "t25"."until_day",
          "t25"."made_utc",
          "t25"."result_uid",
          "t25"."program",
          "t25"."simulated",
          "t25"."counts",
          "t25"."today_day",
          "t25"."since_day",
          IIF(
            (
              "t25"."first_day" <= "t25"."today_day"
            )
            AND (
              "t25"."last_day" >= "t25"."today_day"
            ),
            1,
            0
          ) AS "runs",
          IIF(
            (
              "t25"."first_day" <= "t25"."today_day"
            )
            AND (
              "t25"."last_day" >= "t25"."today_day"
            ),
            "t25"."first_day",
            NULL
          ) AS "begun"
        FROM (
          SELECT
            "t21"."plan_id",
            "t21"."client_id",
            "t21"."plan_key",
            "t21"."title",
            "t21"."first_date",
            "t21"."last_date",
            "t21"."until_date",
            "t21"."first_day",
            "t21"."last_day",
            "t21"."until_day",
            "t21"."made_utc",
            "t21"."result_uid",
            "t21"."program",
            "t21"."simulated",
            "t21"."counts",
            "t8"."today_day",
            "t8"."since_day"
          FROM (
            SELECT
              "t2"."id" AS "plan_id",
              "t2"."client_id",
              "t2"."plan_id" AS "plan_key",
              "t2"."title",
              "t2"."first_date",
              "t2"."last_date",
              "t2"."until_date",
              "t2"."first_day",
              "t2"."last_day",
              "t2"."until_day",
              "t2"."made_utc",
              "t2"."result_uid",
              "t2"."program",
              "t2"."simulated",
              "t2"."counts"
            FROM "plan" AS "t2"
            WHERE
              "t2"."counts" = 1
          ) AS "t21"
          CROSS JOIN "asked" AS "t8"
        ) AS "t25"
      ) AS "t35"
      GROUP BY
        1
    ) AS "t44"
  ) AS "t47"
    ON "t13"."client_id" = "t47"."client_id_7"
  LEFT OUTER JOIN (
    SELECT
      "t24"."client_id" AS "client_id_8",
      "t24"."pressed_day"
    FROM (
      SELECT
        "t14"."client_id",
        MAX("t14"."day") AS "pressed_day"
      FROM (
        SELECT
          *
        FROM "session" AS "t1"
        WHERE
          "t1"."counts" = 1
      ) AS "t14"
      GROUP BY
        1
    ) AS "t24"
  ) AS "t31"
    ON "t13"."client_id" = "t31"."client_id_8"
  LEFT OUTER JOIN (
    SELECT
      "t34"."client_id" AS "client_id_12",
      "t34"."sessions",
      "t34"."no_data_s",
      "t34"."first_rating",
      "t34"."last_rating"
    FROM (
      SELECT
        "t26"."client_id",
        COUNT(*) AS "sessions",
        SUM("t26"."no_data_s") AS "no_data_s",
        CAST(SUM("t26"."first_rating") AS REAL) / COUNT("t26"."first_rating") AS "first_rating",
        CAST(SUM("t26"."last_rating") AS REAL) / COUNT("t26"."last_rating") AS "last_rating"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t7"."id",
            "t7"."plan_id",
            "t7"."client_id",
            "t7"."uid",
            "t7"."local_date",
            "t7"."day",
            "t7"."started_utc",
            "t7"."point",
            "t7"."side",
            "t7"."tool",
            "t7"."asked",
            "t7"."simulated",
            "t7"."counts",
            "t7"."band_bottom_n",
            "t7"."band_top_n",
            "t7"."tender_n",
            "t7"."comfort_n",
            "t7"."held_s",
            "t7"."asked_s",
            "t7"."below_s",
            "t7"."above_s",
            "t7"."no_data_s",
            "t7"."impulse_n_s",
            "t7"."peak_n",
            "t7"."first_rating",
            "t7"."last_rating",
            "t7"."highest_rating",
            "t7"."outcome",
            "t7"."ending",
            "t7"."reason",
            "t7"."sensor",
            "t7"."sensor_checked_date",
            "t7"."result_uid",
            "t7"."trace_step_s",
            "t8"."today_day",
            "t8"."since_day"
          FROM "session" AS "t7"
          CROSS JOIN "asked" AS "t8"
        ) AS "t18"
        WHERE
          "t18"."day" >= "t18"."since_day"
          AND "t18"."day" <= "t18"."today_day"
          AND "t18"."counts" = 1
      ) AS "t26"
      GROUP BY
        1
    ) AS "t34"
  ) AS "t41"
    ON "t13"."client_id" = "t41"."client_id_12"
  LEFT OUTER JOIN (
    SELECT
      "t52"."client_id" AS "client_id_14",
      "t52"."days_asked",
      "t52"."days_done"
    FROM (
      SELECT
        "t49"."client_id",
        SUM("t49"."asked") AS "days_asked",
        SUM("t49"."done") AS "days_done"
      FROM (
        SELECT
          "t42"."plan_id",
          "t42"."asked",
          "t42"."done",
          "t22"."client_id"
        FROM (
          SELECT
            "t32"."plan_id",
            "t32"."asked",
            MIN("t32"."asked", "t32"."done") AS "done"
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
                  "t9"."plan_id",
                  "t9"."local_date",
                  "t9"."day",
                  "t9"."asked",
                  "t9"."done",
                  "t8"."today_day",
                  "t8"."since_day"
                FROM "asked_day" AS "t9"
                CROSS JOIN "asked" AS "t8"
              ) AS "t19"
              WHERE
                "t19"."day" >= "t19"."since_day" AND "t19"."day" <= "t19"."today_day"
            ) AS "t27"
            GROUP BY
              1
          ) AS "t32"
        ) AS "t42"
        INNER JOIN (
          SELECT
            "t2"."id" AS "plan_id",
            "t2"."client_id"
          FROM "plan" AS "t2"
          WHERE
            "t2"."counts" = 1
        ) AS "t22"
          ON "t42"."plan_id" = "t22"."plan_id"
      ) AS "t49"
      GROUP BY
        1
    ) AS "t52"
  ) AS "t57"
    ON "t13"."client_id" = "t57"."client_id_14"
  LEFT OUTER JOIN (
    SELECT
      "t53"."client_id" AS "client_id_16",
      "t53"."asked_s",
      "t53"."held_s"
    FROM (
      SELECT
        "t50"."client_id",
        SUM("t50"."asked") AS "asked_s",
        SUM("t50"."held") AS "held_s"
      FROM (
        SELECT
          "t43"."plan_id",
          "t43"."point",
          "t43"."side",
          "t43"."asked",
          "t43"."held",
          "t22"."client_id"
        FROM (
          SELECT
            "t33"."plan_id",
            "t33"."point",
            "t33"."side",
            "t33"."asked",
            MIN("t33"."asked", "t33"."held") AS "held"
          FROM (
            SELECT
              "t28"."plan_id",
              "t28"."point",
              "t28"."side",
              SUM("t28"."asked_s") AS "asked",
              SUM("t28"."held_s") AS "held"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t10"."plan_id",
                  "t10"."point",
                  "t10"."side",
                  "t10"."local_date",
                  "t10"."day",
                  "t10"."asked",
                  "t10"."done",
                  "t10"."asked_s",
                  "t10"."held_s",
                  "t8"."today_day",
                  "t8"."since_day"
                FROM "asked_place" AS "t10"
                CROSS JOIN "asked" AS "t8"
              ) AS "t20"
              WHERE
                "t20"."day" >= "t20"."since_day" AND "t20"."day" <= "t20"."today_day"
            ) AS "t28"
            GROUP BY
              1,
              2,
              3
          ) AS "t33"
        ) AS "t43"
        INNER JOIN (
          SELECT
            "t2"."id" AS "plan_id",
            "t2"."client_id"
          FROM "plan" AS "t2"
          WHERE
            "t2"."counts" = 1
        ) AS "t22"
          ON "t43"."plan_id" = "t22"."plan_id"
      ) AS "t50"
      GROUP BY
        1
    ) AS "t53"
  ) AS "t58"
    ON "t13"."client_id" = "t58"."client_id_16"
  LEFT OUTER JOIN (
    SELECT
      "t59"."client_id" AS "client_id_21",
      "t59"."warnings",
      "t59"."over_cap",
      "t59"."rated_high",
      "t59"."stopped",
      "t59"."missed"
    FROM (
      SELECT
        "t54"."client_id",
        SUM(IIF("t54"."kind" = 'warning sign', 1, 0)) AS "warnings",
        SUM(IIF("t54"."kind" = 'over the cap', 1, 0)) AS "over_cap",
        SUM(IIF("t54"."kind" = 'rated high', 1, 0)) AS "rated_high",
        SUM(IIF("t54"."kind" = 'stopped early', 1, 0)) AS "stopped",
        SUM(IIF("t54"."kind" = 'missed day', 1, 0)) AS "missed"
      FROM (
        SELECT
          "t51"."id",
          "t51"."plan_id",
          "t51"."session_id",
          "t51"."kind",
          "t51"."local_date",
          "t51"."day",
          "t51"."point",
          "t51"."side",
          "t51"."words",
          "t51"."simulated",
          "t51"."all_simulated",
          "t51"."today_day",
          "t51"."since_day",
          "t22"."client_id"
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
              "t8"."today_day",
              "t8"."since_day"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t11"."id",
                  "t11"."plan_id",
                  "t11"."session_id",
                  "t11"."kind",
                  "t11"."local_date",
                  "t11"."day",
                  "t11"."point",
                  "t11"."side",
                  "t11"."words",
                  "t11"."simulated",
                  "t23"."all_simulated"
                FROM "exception" AS "t11"
                INNER JOIN (
                  SELECT
                    "t2"."id" AS "plan_id",
                    "t2"."simulated" AS "all_simulated"
                  FROM "plan" AS "t2"
                  WHERE
                    "t2"."counts" = 1
                ) AS "t23"
                  ON "t11"."plan_id" = "t23"."plan_id"
              ) AS "t30"
              WHERE
                "t30"."simulated" <= "t30"."all_simulated"
            ) AS "t37"
            CROSS JOIN "asked" AS "t8"
          ) AS "t45"
          WHERE
            "t45"."day" >= "t45"."since_day" AND "t45"."day" <= "t45"."today_day"
        ) AS "t51"
        INNER JOIN (
          SELECT
            "t2"."id" AS "plan_id",
            "t2"."client_id"
          FROM "plan" AS "t2"
          WHERE
            "t2"."counts" = 1
        ) AS "t22"
          ON "t51"."plan_id" = "t22"."plan_id"
      ) AS "t54"
      GROUP BY
        1
    ) AS "t59"
  ) AS "t61"
    ON "t13"."client_id" = "t61"."client_id_21"
) AS "t62"
ORDER BY
  "t62"."name" ASC NULLS LAST

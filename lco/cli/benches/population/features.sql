-- The feature table by hand, for DuckDB alone: the peer the platform's own expression is held against.
-- A word after a dollar sign is filled in: the day, and the points of each score from its masks.
WITH persons AS (
    SELECT person, min(born_on) AS born_on, max(sex) AS sex, max(ethnicity) AS ethnicity
    FROM people GROUP BY person HAVING min(born_on) <= $day
), homes AS (
    SELECT person, max_by(lsoa, starts_on) FILTER (WHERE is_open) AS lsoa, bool_or(is_open) AS is_open
    FROM (SELECT *, starts_on <= $day AND (ends_before IS NULL OR ends_before > $day) AS is_open FROM addresses)
    GROUP BY person
), practices AS (
    SELECT person, bool_or(starts_on <= $day AND (ends_before IS NULL OR ends_before > $day)) AS is_open
    FROM registrations GROUP BY person
), ever AS (
    SELECT person, bit_or(charlson) AS charlson, bit_or(elixhauser) AS elixhauser,
        bit_or(illnesses) AS illnesses,
        bit_or(CASE WHEN starts_on >= $day - $cancer_days THEN illnesses & $cancer ELSE 0 END) AS lately
    FROM (
        SELECT person, code, starts_on FROM conditions WHERE starts_on < $day
        UNION ALL SELECT person, code, starts_on FROM admissions WHERE starts_on < $day
    ) JOIN codes USING (code) GROUP BY person
), emergencies AS (
    SELECT person, starts_on, ends_before, code FROM admissions
    WHERE method = 2 AND starts_on >= $day - 730 AND starts_on < $day
), frailty AS (
    SELECT person, bit_or(hfrs_0) AS hfrs_0, bit_or(hfrs_1) AS hfrs_1 FROM (
        SELECT person, code FROM emergencies
        UNION ALL
        SELECT c.person, c.code FROM conditions AS c JOIN emergencies AS e
            ON e.person = c.person AND c.starts_on >= e.starts_on
            AND (e.ends_before IS NULL OR c.starts_on < e.ends_before OR c.starts_on = e.starts_on)
        WHERE c.setting = 6 AND c.starts_on >= $day - 730 AND c.starts_on < $day
    ) JOIN codes USING (code) GROUP BY person
), stays AS (
    SELECT person,
        count(*) FILTER (WHERE method = 2 AND starts_on >= $day - 90) AS e_0_90,
        count(*) FILTER (WHERE method = 2 AND starts_on >= $day - 365 AND starts_on < $day - 90) AS e_91_365,
        count(*) FILTER (WHERE method = 2 AND starts_on >= $day - 730 AND starts_on < $day - 365) AS e_366_730,
        count(*) FILTER (WHERE method = 1 AND starts_on >= $day - 365) AS planned,
        sum(greatest(least(coalesce(ends_before, $day), $day) - greatest(starts_on, $day - 365), 0)) AS nights,
        sum(CASE WHEN method = 2 THEN
            greatest(least(coalesce(ends_before, $day), $day) - greatest(starts_on, $day - 365), 0)
            ELSE 0 END) AS emergency_nights,
        $day - max(ends_before) FILTER (WHERE ends_before < $day AND ends_before >= $day - 730) AS since
    FROM admissions
    WHERE starts_on < $day
        AND (starts_on >= $day - 730 OR ends_before IS NULL OR ends_before >= $day - 730)
    GROUP BY person
), fallen AS (
    SELECT person, count(*) AS falls FROM admissions AS a
    WHERE method = 2 AND starts_on >= $day - 365 AND starts_on < $day AND (
        code IN (SELECT code FROM codes WHERE fall <> 0)
        OR (person, starts_on) IN (
            SELECT (person, starts_on) FROM conditions
            WHERE setting = 6 AND starts_on >= $day - 365 AND starts_on < $day
                AND code IN (SELECT code FROM codes WHERE fall <> 0)
        )
    ) GROUP BY person
), attended AS (
    SELECT person, count(*) FILTER (WHERE attended_on >= $day - 90) AS a_0_90,
        count(*) FILTER (WHERE attended_on >= $day - 365) AS a_365,
        count(*) FILTER (WHERE attended_on < $day - 365) AS a_366_730
    FROM attendances WHERE attended_on >= $day - 730 AND attended_on < $day GROUP BY person
), seen AS (
    SELECT person, count(*) FILTER (WHERE setting = 1) AS gp, count(*) FILTER (WHERE setting = 3) AS outpatient,
        count(*) FILTER (WHERE setting = 2) AS community, count(*) FILTER (WHERE setting = 4) AS mental,
        count(*) AS contacts
    FROM contacts WHERE contacted_on >= $day - 365 AND contacted_on < $day GROUP BY person
), issued AS (
    SELECT person, count(*) FILTER (WHERE last_on >= $day - 90) AS m_0_90, count(*) AS m_365,
        sum(items) AS items, $often AS often
    FROM (
        SELECT person, code, max(prescribed_on) AS last_on, sum(items) AS items, count(*) AS issues
        FROM prescriptions WHERE prescribed_on >= $day - 365 AND prescribed_on < $day GROUP BY person, code
    ) LEFT JOIN codes USING (code) GROUP BY person
), packages AS (
    SELECT person, bool_or(kind IN (3, 4)) AS is_in_care_home FROM care_packages
    WHERE starts_on < $day AND (ends_before IS NULL OR ends_before > $day) GROUP BY person
), spent AS (
    SELECT person, sum(pence) FILTER (WHERE incurred_on >= $day - 365) AS pence,
        sum(pence) FILTER (WHERE incurred_on >= $day - 365 AND setting IN (3, 6, 7)) AS hospital,
        sum(pence) FILTER (WHERE incurred_on < $day - 365) AS before
    FROM costs WHERE incurred_on >= $day - 730 AND incurred_on < $day GROUP BY person
), joined AS (
    SELECT *, date_part('year', $day) - date_part('year', born_on)
            - (date_part('month', $day) * 100 + date_part('day', $day)
               < date_part('month', born_on) * 100 + date_part('day', born_on))::int AS age,
        coalesce(illnesses, 0) AS held, coalesce(e_0_90, 0) + coalesce(e_91_365, 0) AS e_365
    FROM persons LEFT JOIN homes USING (person) LEFT JOIN practices USING (person)
        LEFT JOIN ever USING (person) LEFT JOIN frailty USING (person) LEFT JOIN stays USING (person)
        LEFT JOIN fallen USING (person) LEFT JOIN attended USING (person) LEFT JOIN seen USING (person)
        LEFT JOIN issued USING (person) LEFT JOIN packages USING (person) LEFT JOIN spent USING (person)
        LEFT JOIN fifths USING (lsoa)
    WHERE (coalesce(homes.is_open, false) OR coalesce(practices.is_open, false)
           OR (homes.is_open IS NULL AND practices.is_open IS NULL))
        AND person NOT IN (SELECT person FROM deaths WHERE died_on < $day)
)
SELECT person, age::int2 AS age, sex, ethnicity, deprivation, held AS illnesses,
    bit_count(held & $long_term)::int2 AS long_term_conditions,
    ($charlson)::int2 AS charlson, ($charlson_1987)::int2 AS charlson_1987, ($elixhauser)::int2 AS elixhauser,
    CASE WHEN e_365 + coalesce(e_366_730, 0) > 0 THEN ($hfrs)::int2 END AS hfrs_tenths,
    CASE WHEN age >= $adult THEN ($cmms)::int2 END AS cmms_hundredths,
    coalesce(e_0_90, 0)::int2 AS emergency_admissions_0_90,
    coalesce(e_91_365, 0)::int2 AS emergency_admissions_91_365,
    coalesce(e_366_730, 0)::int2 AS emergency_admissions_366_730, e_365::int2 AS emergency_admissions,
    coalesce(planned, 0)::int2 AS elective_admissions, coalesce(falls, 0)::int2 AS falls_admissions,
    coalesce(nights, 0)::int4 AS bed_days, coalesce(emergency_nights, 0)::int4 AS emergency_bed_days,
    since::int4 AS days_since_discharge, coalesce(a_0_90, 0)::int2 AS attendances_0_90,
    coalesce(a_365, 0)::int2 AS attendances, coalesce(a_366_730, 0)::int2 AS attendances_366_730,
    coalesce(gp, 0)::int2 AS gp_contacts, coalesce(outpatient, 0)::int2 AS outpatient_contacts,
    coalesce(community, 0)::int2 AS community_contacts, coalesce(mental, 0)::int2 AS mental_health_contacts,
    coalesce(contacts, 0)::int4 AS contacts, coalesce(m_0_90, 0)::int2 AS medicines_0_90,
    coalesce(m_365, 0)::int2 AS medicines, coalesce(items, 0)::int4 AS items,
    is_in_care_home IS NOT NULL AS has_care_package, coalesce(is_in_care_home, false) AS is_in_care_home,
    coalesce(pence, 0)::int8 AS cost_pence, coalesce(hospital, 0)::int8 AS hospital_cost_pence,
    coalesce(before, 0)::int8 AS cost_pence_366_730
FROM joined
ORDER BY person

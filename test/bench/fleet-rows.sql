-- Made results for measuring a fleet's questions: psql -v n=1000000 -f fleet-rows.sql <address>, in a database that
-- `overreach fleet init` made and nobody else uses. The shares are of the order of real surveys; the rows say nothing true.
-- Indices and keys are set aside while rows are made and built after, as they were: ten million apps in an hour, not a day.
\set ON_ERROR_STOP on
begin;
truncate overreach.app cascade;
create temp table aside on commit drop as
  select 1 as turn, format('alter table overreach.%I add constraint %I %s%s', t.relname, c.conname, pg_get_constraintdef(c.oid), case c.contype when 'f' then ' not valid' else '' end) as again,
    format('alter table overreach.%I drop constraint %I', t.relname, c.conname) as away, c.contype = 'f' as foreign_key
  from pg_constraint c join pg_class t on t.oid = c.conrelid
  where c.connamespace = 'overreach'::regnamespace and c.contype in ('p', 'u', 'f') and t.relname in ('app', 'judgement', 'taking', 'app_sdk', 'app_permission')
  union all
  select 2, i.indexdef, format('drop index overreach.%I', i.indexname), false from pg_indexes i
  where i.schemaname = 'overreach' and i.tablename in ('app', 'judgement', 'taking', 'app_sdk', 'app_permission')
    and not exists (select 1 from pg_constraint c where c.conname = i.indexname and c.connamespace = 'overreach'::regnamespace);
do $$ declare step text; begin
  for step in select away from aside order by foreign_key desc, turn loop execute step; end loop;
end $$;
insert into overreach.app (id, address, files, sha256, size_bytes, state, finished)
  select 'made/' || lpad(i::text, 9, '0'), 'made:' || i, array['made/' || lpad(i::text, 9, '0')], md5(i::text) || md5((i + 1)::text), 20000000, 'done', now() - i * interval '1 second'
  from generate_series(1::bigint, :n) i;
insert into overreach.judgement (app, basis, current, rules, tool, state, package, label, version_name, version_code, target_sdk, type, type_source, verdict, value, low, high, line)
  select 'made/' || lpad(i::text, 9, '0'), md5('b' || i), true, 'made', '0', 'done', 'org.made.p' || i / 4, 'App ' || i, '1.' || i % 4, i % 4, 30 + i % 6,
    (array['online-games', 'utility-tools', 'news', 'online-shopping', 'mobile-banking', 'short-video', 'unknown'])[1 + (i * 791) % 7], 'inferred',
    (array['not-suspected', 'not-suspected', 'not-suspected', 'suspected', 'strongly-suspected'])[1 + (i * 1047) % 5], (i * 31) % 1000 / 10.0, (i * 31) % 1000 / 10.0, (i * 31) % 1000 / 10.0 + 5, '{}'
  from generate_series(1::bigint, :n) i;
-- A tenth was judged before, by rules of then.
insert into overreach.judgement (app, basis, current, rules, tool, state, package, label, version_name, version_code, target_sdk, type, type_source, verdict, value, low, high, line, judged)
  select app, md5(basis), false, 'older', tool, state, package, label, version_name, version_code, target_sdk, type, type_source,
    (array['not-suspected', 'suspected'])[1 + version_code % 2], value, low, high, line, now() - interval '40 days'
  from overreach.judgement where current and hashtext(app) % 10 = 0;
insert into overreach.taking (app, kind, party, party_id, rung, need, verdict, occasions, points)
  select 'made/' || lpad(i::text, 9, '0'), (array['contacts', 'location-precise', 'android-id', 'installed-apps', 'phone-number', 'photos-videos', 'device-hardware-id', 'advertising-id', 'wifi-info', 'clipboard'])[1 + (i * 13 + k * 7) % 10],
    (array['app', 'sdk', 'unattributed'])[1 + (i + k) % 3], case when (i + k) % 3 = 1 then 'sdk-' || (i * k) % 300 else '' end,
    (array['declared', 'present', 'reachable', 'startup', 'leaves'])[1 + (i * 17 + k) % 5], 'beyond', (array['not-suspected', 'suspected', 'not-suspected', 'strongly-suspected'])[1 + (i + k * 3) % 4],
    array['startup'], 1
  from generate_series(1::bigint, :n) i, generate_series(1, 4) k;
-- The condition leaves out what an app would carry twice.
insert into overreach.app_sdk (app, sdk, version, tracker, confidence)
  select 'made/' || lpad(i::text, 9, '0'), 'sdk-' || (i * k) % 300, '1.' || i % 9, k = 1, case when k = 5 then 'low' else 'high' end
  from generate_series(1::bigint, :n) i, generate_series(1, 5) k
  where not (k > 1 and i % 300 = 0 or k > 2 and i * 2 % 300 = 0 or k > 3 and i * 3 % 300 = 0 or k > 4 and i * 4 % 300 = 0);
insert into overreach.app_permission (app, permission, source, used)
  select 'made/' || lpad(i::text, 9, '0'), 'android.permission.P' || (i + k * 11) % 120, 'declared', (i + k) % 4 > 0
  from generate_series(1::bigint, :n) i, generate_series(1, 6) k;
do $$ declare step text; begin
  for step in select again from aside order by foreign_key, turn loop execute step; end loop;
end $$;
commit;
vacuum analyze;

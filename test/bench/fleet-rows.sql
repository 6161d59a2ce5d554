-- Made results for measuring a fleet's questions: psql -v n=1000000 -f fleet-rows.sql <address>, in a database that
-- `overreach fleet init` made and nobody else uses. The shares are of the order of real surveys; the rows say nothing true.
\set ON_ERROR_STOP on
insert into overreach.app (id, address, files, sha256, size_bytes, state, finished)
  select 'made/' || i, 'made:' || i, array['made/' || i], md5(i::text) || md5((i + 1)::text), 20000000, 'done', now() - i * interval '1 second'
  from generate_series(1, :n) i;
insert into overreach.judgement (app, basis, current, rules, tool, state, package, label, version_name, version_code, target_sdk, type, type_source, verdict, value, low, high, line)
  select 'made/' || i, md5('b' || i), true, 'made', '0', 'done', 'org.made.p' || i / 4, 'App ' || i, '1.' || i % 4, i % 4, 30 + i % 6,
    (array['online-games', 'utility-tools', 'news', 'online-shopping', 'mobile-banking', 'short-video', 'unknown'])[1 + (i * 791) % 7], 'inferred',
    (array['not-suspected', 'not-suspected', 'not-suspected', 'suspected', 'strongly-suspected'])[1 + (i * 1047) % 5], (i * 31) % 1000 / 10.0, (i * 31) % 1000 / 10.0, (i * 31) % 1000 / 10.0 + 5, '{}'
  from generate_series(1, :n) i;
-- A tenth was judged before, by rules of then.
insert into overreach.judgement (app, basis, current, rules, tool, state, package, label, version_name, version_code, target_sdk, type, type_source, verdict, value, low, high, line, judged)
  select app, md5(basis), false, 'older', tool, state, package, label, version_name, version_code, target_sdk, type, type_source,
    (array['not-suspected', 'suspected'])[1 + version_code % 2], value, low, high, line, now() - interval '40 days'
  from overreach.judgement where current and hashtext(app) % 10 = 0;
insert into overreach.taking (app, kind, party, party_id, rung, need, verdict, occasions, points)
  select 'made/' || i, (array['contacts', 'location-precise', 'android-id', 'installed-apps', 'phone-number', 'photos-videos', 'device-hardware-id', 'advertising-id', 'wifi-info', 'clipboard'])[1 + (i * 13 + k * 7) % 10],
    (array['app', 'sdk', 'unattributed'])[1 + (i + k) % 3], case when (i + k) % 3 = 1 then 'sdk-' || (i * k) % 300 else '' end,
    (array['declared', 'present', 'reachable', 'startup', 'leaves'])[1 + (i * 17 + k) % 5], 'beyond', (array['not-suspected', 'suspected', 'not-suspected', 'strongly-suspected'])[1 + (i + k * 3) % 4],
    array['startup'], 1
  from generate_series(1, :n) i, generate_series(1, 4) k on conflict do nothing;
insert into overreach.app_sdk (app, sdk, version, tracker, confidence)
  select 'made/' || i, 'sdk-' || ((i * k) % 300), '1.' || i % 9, k = 1, case when k = 5 then 'low' else 'high' end
  from generate_series(1, :n) i, generate_series(1, 5) k on conflict do nothing;
insert into overreach.app_permission (app, permission, source, used)
  select 'made/' || i, 'android.permission.P' || ((i + k * 11) % 120), 'declared', (i + k) % 4 > 0
  from generate_series(1, :n) i, generate_series(1, 6) k on conflict do nothing;
vacuum analyze;

-- Twenty questions of auditors. `a` app, `j` its current judgement, `t` takings of that judgement.
-- 1. How many apps stand where?
select verdict, count(*) from overreach.judgement where current group by 1 order by 2 desc;
-- 2. Of each type of app, which share is suspected?
select type, count(*) as apps, round(100.0 * count(*) filter (where verdict like '%suspected' and verdict <> 'not-suspected') / count(*), 1) as percent from overreach.judgement where current and state = 'done' group by 1 order by 2 desc;
-- 3. How many apps can take each kind of data, and in how many is it suspected?
select kind, count(*) as apps, count(*) filter (where suspected) as suspected from (select kind, app, bool_or(verdict in ('suspected', 'strongly-suspected')) as suspected from overreach.taking where rung not in ('declared', 'implied') group by kind, app) t group by 1 order by 2 desc;
-- 4. Prevalence of one kind by type of app.
select j.type, count(distinct t.app) as apps from overreach.taking t join overreach.judgement j on j.app = t.app and j.current where t.kind = 'contacts' and t.rung not in ('declared', 'implied') group by 1 order by 2 desc;
-- 5. In which version of each app were contacts first taken?
select j.package, min(j.version_code) as first_version from overreach.judgement j join overreach.taking t on t.app = j.app where j.current and t.kind = 'contacts' and t.rung not in ('declared', 'implied') group by 1 order by 1 limit 1000;
-- 6. Which SDKs are in most apps?
select sdk, count(*) as apps from overreach.app_sdk where confidence <> 'low' group by 1 order by 2 desc limit 100;
-- 7. Which kinds can each SDK take, and in which share of the apps that carry it?
with carries as (select sdk, count(*) as n from overreach.app_sdk where confidence <> 'low' group by 1) select t.party_id as sdk, t.kind, count(*) as apps, round(100.0 * count(*) / max(c.n), 1) as percent from overreach.taking t join carries c on c.sdk = t.party_id where t.party = 'sdk' and t.rung not in ('declared', 'implied') group by 1, 2 order by 3 desc limit 200;
-- 8. Which apps have the highest index?
select package, label, version_name, value from overreach.judgement where current and value is not null order by value desc limit 100;
-- 9. Which apps take data at start-up, before any act of the user?
select t.kind, count(distinct t.app) as apps from overreach.taking t where t.rung in ('startup', 'leaves') and 'startup' = any(t.occasions) group by 1 order by 2 desc;
-- 10. In which apps is data seen to be sent on?
select t.kind, t.party, count(distinct t.app) as apps from overreach.taking t where t.rung = 'leaves' group by 1, 2 order by 3 desc;
-- 11. Who takes a kind: the app itself, SDKs, or code nobody could be named for?
select kind, count(*) filter (where own) as by_the_app, count(*) filter (where sdk) as by_sdks, count(*) filter (where nobody) as by_unattributed_code from (select kind, app, bool_or(party = 'app') as own, bool_or(party = 'sdk') as sdk, bool_or(party = 'unattributed') as nobody from overreach.taking where rung not in ('declared', 'implied') group by kind, app) t group by 1 order by 1;
-- 12. Which permissions are asked for most?
select permission, count(*) as apps from overreach.app_permission where source = 'declared' group by 1 order by 2 desc limit 100;
-- 13. Which permissions are asked for, and nothing in the code needs them?
select permission, count(*) as apps from overreach.app_permission where source = 'declared' and used = false group by 1 order by 2 desc limit 100;
-- 14. Which versions of one SDK are still around?
select version, count(*) as apps from overreach.app_sdk where sdk = 'umeng-analytics' group by 1 order by 2 desc;
-- 15. Which pairs of SDKs travel together?
select x.sdk, y.sdk as with_sdk, count(*) as apps from overreach.app_sdk x join overreach.app_sdk y on y.app = x.app and y.sdk > x.sdk where x.confidence <> 'low' and y.confidence <> 'low' and x.sdk in (select sdk from overreach.app_sdk where confidence <> 'low' group by 1 order by count(*) desc limit 10) group by 1, 2 order by 3 desc limit 50;
-- 16. What changed since the last month: apps whose verdict is another than under the judgement before?
select now.app, b.verdict as was, now.verdict as is_now from (select distinct on (app) app, verdict, judged from overreach.judgement where not current order by app, judged desc) b join overreach.judgement now on now.app = b.app and now.current where now.judged > now() - interval '1 month' and b.verdict <> now.verdict limit 1000;
-- 17. Between two versions of one package, which kinds are new?
select n.kind from overreach.taking n join overreach.judgement nj on nj.app = n.app and nj.current where nj.package = 'com.example' and nj.version_code = 2 and n.kind not in (select o.kind from overreach.taking o join overreach.judgement oj on oj.app = o.app and oj.current where oj.package = 'com.example' and oj.version_code = 1);
-- 18. How sure are we: apps whose interval is wide?
select type, count(*) as apps, count(*) filter (where high - low > 25) as wide from overreach.judgement where current and value is not null group by 1 order by 3 desc;
-- 19. Why could packages not be read?
select cause, count(*) as apps from overreach.judgement where current and state = 'failed' group by 1 order by 2 desc;
-- 20. The distribution of the index by type.
select type, count(*) as apps, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by value) as quarters from overreach.judgement where current and value is not null group by 1 order by 2 desc;

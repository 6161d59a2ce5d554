-- Twenty questions of auditors. `a` app, `j` its current judgement, `t` takings of that judgement.
-- 审计人员的二十个问题。a 为应用，j 为其当前判断，t 为该判断中的数据获取明细。
-- 1. How many apps stand where?
--    各结论的应用各有多少？
select verdict, count(*) from overreach.judgement where current group by 1 order by 2 desc;
-- 2. Of each type of app, which share is suspected?
--    各类应用中，涉嫌者占多大比例？
select type, count(*) as apps, round(100.0 * count(*) filter (where verdict like '%suspected' and verdict <> 'not-suspected') / count(*), 1) as percent from overreach.judgement where current and state = 'done' group by 1 order by 2 desc;
-- 3. How many apps can take each kind of data, and in how many is it suspected?
--    每类数据有多少应用能够获取，其中多少涉嫌？
select kind, count(*) as apps, count(*) filter (where suspected) as suspected from (select kind, app, bool_or(verdict in ('suspected', 'strongly-suspected')) as suspected from overreach.taking where rung not in ('declared', 'implied') group by kind, app) t group by 1 order by 2 desc;
-- 4. Prevalence of one kind by type of app.
--    某一类数据在各类应用中的普遍程度。
select j.type, count(distinct t.app) as apps from overreach.taking t join overreach.judgement j on j.app = t.app and j.current where t.kind = 'contacts' and t.rung not in ('declared', 'implied') group by 1 order by 2 desc;
-- 5. In which version of each app were contacts first taken?
--    每款应用从哪个版本起获取通讯录？
select j.package, min(j.version_code) as first_version from overreach.judgement j join overreach.taking t on t.app = j.app where j.current and t.kind = 'contacts' and t.rung not in ('declared', 'implied') group by 1 order by 1 limit 1000;
-- 6. Which SDKs are in most apps?
--    哪些 SDK 出现在最多的应用中？
select sdk, count(*) as apps from overreach.app_sdk where confidence <> 'low' group by 1 order by 2 desc limit 100;
-- 7. Which kinds can each SDK take, and in which share of the apps that carry it?
--    每个 SDK 能够获取哪些数据，在含有它的应用中占多大比例？
with carries as (select sdk, count(*) as n from overreach.app_sdk where confidence <> 'low' group by 1) select t.party_id as sdk, t.kind, count(*) as apps, round(100.0 * count(*) / max(c.n), 1) as percent from overreach.taking t join carries c on c.sdk = t.party_id where t.party = 'sdk' and t.rung not in ('declared', 'implied') group by 1, 2 order by 3 desc limit 200;
-- 8. Which apps have the highest index?
--    哪些应用的指数最高？
select package, label, version_name, value from overreach.judgement where current and value is not null order by value desc limit 100;
-- 9. Which apps take data at start-up, before any act of the user?
--    启动时、用户尚未操作之前，应用获取哪些数据？
select t.kind, count(distinct t.app) as apps from overreach.taking t where t.rung in ('startup', 'leaves') and 'startup' = any(t.occasions) group by 1 order by 2 desc;
-- 10. In which apps is data seen to be sent on?
--    可见哪些数据被传出，由谁传出？
select t.kind, t.party, count(distinct t.app) as apps from overreach.taking t where t.rung = 'leaves' group by 1, 2 order by 3 desc;
-- 11. Who takes a kind: the app itself, SDKs, or code nobody could be named for?
--    每类数据由谁获取：应用自身、SDK，还是归属未明的代码？
select kind, count(*) filter (where own) as by_the_app, count(*) filter (where sdk) as by_sdks, count(*) filter (where nobody) as by_unattributed_code from (select kind, app, bool_or(party = 'app') as own, bool_or(party = 'sdk') as sdk, bool_or(party = 'unattributed') as nobody from overreach.taking where rung not in ('declared', 'implied') group by kind, app) t group by 1 order by 1;
-- 12. Which permissions are asked for most?
--    哪些权限被声明得最多？
select permission, count(*) as apps from overreach.app_permission where source = 'declared' group by 1 order by 2 desc limit 100;
-- 13. Which permissions are asked for, and nothing in the code needs them?
--    哪些权限声明了，代码中却没有用到？
select permission, count(*) as apps from overreach.app_permission where source = 'declared' and used = false group by 1 order by 2 desc limit 100;
-- 14. Which versions of one SDK are still around?
--    某个 SDK 的哪些版本仍在使用？
select version, count(*) as apps from overreach.app_sdk where sdk = 'umeng-analytics' group by 1 order by 2 desc;
-- 15. Which pairs of SDKs travel together?
--    哪些 SDK 经常一同出现？
select x.sdk, y.sdk as with_sdk, count(*) as apps from overreach.app_sdk x join overreach.app_sdk y on y.app = x.app and y.sdk > x.sdk where x.confidence <> 'low' and y.confidence <> 'low' and x.sdk in (select sdk from overreach.app_sdk where confidence <> 'low' group by 1 order by count(*) desc limit 10) group by 1, 2 order by 3 desc limit 50;
-- 16. What changed since the last month: apps whose verdict is another than under the judgement before?
--    与上个月相比有何变化：结论与前一次判断不同的应用。
select now.app, b.verdict as was, now.verdict as is_now from (select distinct on (app) app, verdict, judged from overreach.judgement where not current order by app, judged desc) b join overreach.judgement now on now.app = b.app and now.current where now.judged > now() - interval '1 month' and b.verdict <> now.verdict limit 1000;
-- 17. Between two versions of one package, which kinds are new?
--    同一应用的两个版本之间，新增了哪些数据种类？
select n.kind from overreach.taking n join overreach.judgement nj on nj.app = n.app and nj.current where nj.package = 'com.example' and nj.version_code = 2 and n.kind not in (select o.kind from overreach.taking o join overreach.judgement oj on oj.app = o.app and oj.current where oj.package = 'com.example' and oj.version_code = 1);
-- 18. How sure are we: apps whose interval is wide?
--    结论有多确定：指数区间较宽的应用各有多少？
select type, count(*) as apps, count(*) filter (where high - low > 25) as wide from overreach.judgement where current and value is not null group by 1 order by 3 desc;
-- 19. Why could packages not be read?
--    安装包因何无法读取？
select cause, count(*) as apps from overreach.judgement where current and state = 'failed' group by 1 order by 2 desc;
-- 20. The distribution of the index by type.
--    各类应用的指数分布。
select type, count(*) as apps, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by value) as quarters from overreach.judgement where current and value is not null group by 1 order by 2 desc;

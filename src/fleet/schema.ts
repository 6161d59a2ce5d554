// The tables of a fleet and how they came to be: one entry in MIGRATIONS for each version, never changed once released.
// Leaves the queue's own tables to the queue and connections to database.ts.

/** Schemas in the database: ours, and the queue's. */
export const SCHEMA = 'overreach';
export const QUEUE_SCHEMA = 'overreach_queue';
/** Jobs that scan a package; and those that failed for good, kept to be looked at. */
export const SCAN_QUEUE = 'scan';
export const DEAD_QUEUE = 'scan-dead';
/** Group role for workers: reads and writes rows, defines nothing, deletes nothing but its own results. */
export const WORKER_ROLE = 'overreach_worker';

/**
 * `app`: one file, set of splits or address that was asked for. `facts`: what a package says, by everything it depends on.
 * `judgement`: one app under one basis (facts, rules, tool, type); several stand beside each other, one is `current`.
 * `taking`, `app_sdk`, `app_permission`: of the current judgement, for questions in SQL.
 */
export const MIGRATIONS: readonly string[] = [
  `
  create table overreach.meta (key text primary key, value jsonb not null);
  create table overreach.app (
    id text collate "C" primary key,
    address text not null unique,
    parts text[] not null default '{}',
    files text[] not null default '{}',
    expected_sha256 text,
    type text,
    line integer,
    columns jsonb not null default '{}',
    same_as text references overreach.app (id),
    sha256 text,
    size_bytes bigint,
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
    attempts integer not null default 0,
    worker uuid,
    job uuid,
    cause text,
    added timestamptz not null default now(),
    finished timestamptz
  );
  create index app_state on overreach.app (state);
  create index app_sha256 on overreach.app (sha256);
  create index app_worker on overreach.app (worker) where state = 'running';
  create table overreach.worker (
    id uuid primary key,
    host text not null,
    process integer not null,
    started timestamptz not null default now(),
    seen timestamptz not null default now(),
    done integer not null default 0
  );
  create table overreach.facts (
    key text primary key,
    sha256 text not null,
    data bytea not null,
    kept timestamptz not null default now()
  );
  create table overreach.judgement (
    app text collate "C" not null references overreach.app (id),
    basis text not null,
    current boolean not null,
    rules text not null,
    tool text not null,
    state text not null check (state in ('done', 'failed')),
    cause text,
    package text,
    label text,
    version_name text,
    version_code bigint,
    target_sdk integer,
    type text,
    type_source text,
    verdict text not null,
    value real,
    low real,
    high real,
    line text not null,
    judged timestamptz not null default now(),
    primary key (app, basis)
  );
  create unique index judgement_current on overreach.judgement (app) where current;
  create index judgement_package on overreach.judgement (package, version_code) where current;
  create index judgement_verdict on overreach.judgement (verdict, type) where current;
  create index judgement_type on overreach.judgement (type) include (value, verdict) where current;
  create index judgement_value on overreach.judgement (value desc) where current;
  create table overreach.taking (
    app text collate "C" not null references overreach.app (id),
    kind text not null,
    party text not null,
    party_id text not null,
    rung text not null,
    need text not null,
    verdict text not null,
    background boolean not null default false,
    occasions text[] not null default '{}',
    points real not null default 0,
    primary key (app, kind, party, party_id)
  );
  create index taking_kind on overreach.taking (kind, verdict) include (app, rung, party);
  create index taking_party on overreach.taking (party_id, kind) include (app) where party = 'sdk';
  create table overreach.app_sdk (
    app text collate "C" not null references overreach.app (id),
    sdk text not null,
    version text,
    tracker boolean not null,
    confidence text not null,
    primary key (app, sdk)
  );
  create index app_sdk_sdk on overreach.app_sdk (sdk) include (app);
  create table overreach.app_permission (
    app text collate "C" not null references overreach.app (id),
    permission text not null,
    source text not null,
    used boolean,
    primary key (app, permission, source)
  );
  create index app_permission_name on overreach.app_permission (permission) include (app);
  `,
  // What status and the questions count, in the order in which they count it: read from indices alone, without sorting.
  `
  drop index overreach.app_state;
  create index app_standing on overreach.app (state) include (same_as);
  create index app_finished on overreach.app (finished) where finished is not null;
  create index app_cause on overreach.app (cause) where state = 'failed';
  create index judgement_before on overreach.judgement (app, judged desc) include (verdict) where not current;
  drop index overreach.taking_kind;
  create index taking_kind on overreach.taking (kind, app) include (party, rung, verdict);
  create index app_sdk_app on overreach.app_sdk (app, sdk) include (confidence);
  `,
  // Apps may be cancelled. Facts and rows are packed by the faster method where the server knows it: the older one costs it
  // more processor time than all the rest of a job.
  `
  alter table overreach.app drop constraint app_state_check;
  alter table overreach.app add constraint app_state_check
    check (state in ('waiting', 'running', 'done', 'failed', 'cancelled'));
  do $$ begin
    alter table overreach.facts alter column data set compression lz4;
    alter table overreach.judgement alter column line set compression lz4;
  exception when feature_not_supported or syntax_error then null;
  end $$;
  `,
];

/** The order in which jobs are fetched, so that a fetch does not sort all that wait; run after the queue has made its tables. */
export const QUEUE_INDEX = `
  create index if not exists job_in_order on ${QUEUE_SCHEMA}.job (name, priority desc, created_on, id) where state < 'active'
`;

/** What the worker role may do; run as the owner, after every migration. */
export const GRANTS = `
  grant usage on schema ${SCHEMA}, ${QUEUE_SCHEMA} to ${WORKER_ROLE};
  grant select on all tables in schema ${SCHEMA} to ${WORKER_ROLE};
  grant insert, update on ${SCHEMA}.worker, ${SCHEMA}.facts, ${SCHEMA}.judgement to ${WORKER_ROLE};
  grant update on ${SCHEMA}.app to ${WORKER_ROLE};
  grant insert, delete on ${SCHEMA}.taking, ${SCHEMA}.app_sdk, ${SCHEMA}.app_permission to ${WORKER_ROLE};
  grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${WORKER_ROLE};
  grant execute on all functions in schema ${QUEUE_SCHEMA} to ${WORKER_ROLE};
`;

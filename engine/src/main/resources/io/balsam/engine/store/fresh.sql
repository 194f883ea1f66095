-- The tables of the last version at once: a fresh store has them from here, an older one comes to
-- the same by the scripts in migration/.
-- The same text for H2 and PostgreSQL: ${text} is a text of any length in either.
-- Times are microseconds since 1970, durations microseconds. JSON columns are null when empty.

create table run (
  id bigint primary key,
  name varchar not null unique,
  workflow varchar not null,
  script ${text} not null,
  created bigint not null,
  ended bigint,
  first_job bigint,
  last_job bigint,
  apps ${text},
  owner varchar default '' not null,
  node_hours double precision default 0 not null,
  efficiency double precision default 0.5 not null
);

-- What jobs have in common, as most jobs of an app do.
create table shape (
  id integer primary key,
  app varchar not null,
  nodes integer not null,
  ranks_per_node integer not null,
  threads_per_rank integer not null,
  threads_per_core integer not null,
  gpus_per_rank double precision not null,
  node_packing_count integer not null,
  wall_time bigint not null,
  priority integer not null,
  memory bigint default 0 not null,
  named varchar default '' not null,
  fewest_nodes integer default 0 not null,
  most_nodes integer default 0 not null
);

-- What an engine needs to go on, and all that changes with a job's state: narrow, since it is
-- rewritten with every transition and read whole when a store is opened again. A run's jobs are
-- between its first and its last, so that they need no index.
create table job (
  id bigint primary key,
  run bigint not null,
  shape integer not null,
  staging boolean not null,
  state varchar not null,
  attempts integer not null,
  restart_at bigint,
  created bigint not null,
  began bigint,
  ended bigint,
  node varchar,
  exit_code integer,
  signal integer not null,
  cpu bigint,
  peak_kib bigint,
  data ${text},
  input_digest varchar,
  batch_job bigint,
  result ${text},
  has_workdir boolean default true not null
);

-- The rest of a job, written once: a line of JSON for each of up to 64 jobs with consecutive numbers.
create table job_details (
  first_job bigint primary key,
  last_job bigint not null,
  jobs ${text} not null
);

create table job_tag (
  job bigint not null,
  name varchar not null,
  content varchar not null,
  primary key (job, name)
);
create index job_by_tag on job_tag (name, content, job);

create table edge (
  child bigint not null,
  place integer not null,
  parent bigint not null,
  kind varchar not null,
  primary key (child, place)
);
create index edge_by_parent on edge (parent, child);

-- Jobs made by the hook of another, and jobs that stand in for a failed one: few, so not columns.
create table made_by (
  job bigint primary key,
  maker bigint not null
);
create index made_by_maker on made_by (maker);

create table retry_of (
  job bigint primary key,
  failed bigint not null
);
create index retry_of_failed on retry_of (failed);

-- One row at most: who writes here. Only believed while the writer holds its lock.
create table writer (
  pid bigint not null,
  host varchar not null,
  directory varchar not null,
  since bigint not null
);

-- What a site on a cluster keeps beside its jobs: allocations, launchers, and who holds what.

create table batch_job (
  id bigint primary key,
  request ${text} not null,
  state varchar not null,
  scheduler_id varchar,
  message ${text},
  created bigint not null,
  submitted bigint,
  began bigint,
  ended bigint,
  owner varchar default '' not null
);

create table launcher_session (
  id bigint primary key,
  launcher varchar not null unique,
  opening ${text} not null,
  opened bigint not null,
  closed bigint,
  why varchar
);

-- Only what is held now: few rows, read whole when a store is opened again.
create table lease (
  job bigint primary key,
  session bigint not null,
  attempt integer not null,
  placement varchar not null
);

create table site_event (
  seq bigint primary key,
  happened bigint not null,
  source varchar not null,
  batch_job bigint not null,
  message ${text} not null
);

-- All transitions of a job in one commit are one row, under the number of the last: a job without
-- hooks makes nine, in three commits.
create table history (
  seq bigint primary key,
  job bigint not null,
  happened bigint not null,
  from_state varchar not null,
  steps varchar not null,
  data ${text}
);
create index history_of_job on history (job);

-- The same for many jobs with consecutive numbers, all in one block of 1024; transitions of each.
create table history_of_many (
  seq bigint primary key,
  block bigint not null,
  first_job bigint not null,
  last_job bigint not null,
  transitions integer not null,
  happened bigint not null,
  from_state varchar not null,
  steps varchar not null,
  data ${text}
);
create index history_of_block on history_of_many (block);

-- Files that jobs brought in and made, a line for each; a job without any has no row. A job that
-- takes an earlier one's result names that one: = and its number.
create table job_files (
  job bigint not null,
  kind varchar not null,
  files ${text} not null,
  primary key (job, kind)
);

-- Files and directories that jobs have moved in and out: one row for each, made with its job. What
-- a pattern matches is known only when the job has run, and gets its rows then. The way is that of
-- an item which was linked or copied on this machine; the others' is their task's.
create table transfer_item (
  id bigint primary key,
  job bigint not null,
  slot varchar not null,
  direction varchar not null,
  location varchar not null,
  remote_path varchar not null,
  local_path varchar not null,
  recursive boolean not null,
  checksum boolean not null,
  state varchar not null,
  way varchar,
  position integer not null,
  bytes bigint not null,
  files bigint not null,
  attempts integer not null,
  error varchar,
  created bigint not null,
  ended bigint,
  task bigint
);
create index transfer_item_of_job on transfer_item (job);
create index transfer_item_of_task on transfer_item (task);

-- Tasks that items were last part of, in the order of their positions.
create table transfer_task (
  id bigint primary key,
  submission varchar not null,
  name varchar,
  way varchar not null,
  url varchar not null,
  items integer not null,
  estimate bigint not null,
  choice varchar,
  started bigint not null
);
create index transfer_task_of_submission on transfer_task (submission);

-- What is known of the run times of each app's jobs: a model as base64, and the job learnt from last.
create table run_time (
  app varchar primary key,
  learnt bigint not null,
  model varchar not null,
  nodes integer not null,
  ranks integer not null,
  predicted_by ${text}
);

-- The number of the last commit, so that one that was cut off is found to be there or not. On
-- PostgreSQL only; one row at most.
create table commit_mark (
  number bigint not null
);

-- One row: which site the record is of, and where that was when it was opened last. Whole paths from
-- before paths inside of the site were relative begin with "former", empty where there are none.
create table place (
  site varchar not null,
  directory varchar not null,
  host varchar not null,
  former varchar not null
);

-- What a site on a cluster keeps beside its jobs: allocations, launchers, and who holds what.

alter table job add column batch_job bigint;

create table batch_job (
  id bigint primary key,
  request ${text} not null,
  state varchar not null,
  scheduler_id varchar,
  message ${text},
  created bigint not null,
  submitted bigint,
  began bigint,
  ended bigint
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
insert into history (seq, job, happened, from_state, steps, data)
select seq, job, happened, from_state, cause || '>' || to_state || ';',
  case when data is null then null else '[' || data || ']' end
from event;
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
drop table event;

-- A result comes with the end of a run, which is written to this table anyway.
alter table job add column result ${text};

-- A function that does not ask for its workdir has none.
alter table job add column has_workdir boolean default true not null;

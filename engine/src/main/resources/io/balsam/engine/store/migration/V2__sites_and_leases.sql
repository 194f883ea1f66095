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

-- Files and directories that jobs have moved in and out: one row for each, made with its job. What
-- a pattern matches is known only when the job has run, and gets its rows then. Rows of one
-- submission are the items of one task, in the order of their positions.
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
  url varchar,
  task varchar,
  submission varchar,
  position integer not null,
  of_items integer not null,
  bytes bigint not null,
  files bigint not null,
  attempts integer not null,
  error varchar,
  estimate bigint,
  choice varchar,
  created bigint not null,
  started bigint,
  ended bigint
);
create index transfer_item_of_job on transfer_item (job);
create index transfer_item_of_submission on transfer_item (submission);

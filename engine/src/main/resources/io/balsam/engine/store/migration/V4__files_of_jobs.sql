-- Files that jobs brought in and made, a line for each; a job without any has no row. A job that
-- takes an earlier one's result names that one: = and its number.
create table job_files (
  job bigint not null,
  kind varchar not null,
  files ${text} not null,
  primary key (job, kind)
);

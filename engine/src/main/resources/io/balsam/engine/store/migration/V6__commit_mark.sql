-- The number of the last commit, so that one that was cut off is found to be there or not. On
-- PostgreSQL only; one row at most.
create table commit_mark (
  number bigint not null
);

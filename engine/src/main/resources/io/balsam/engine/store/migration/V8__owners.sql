-- Who submitted a run or a BatchJob. Until now a site had one user only, whose name is put in for
-- rows of that time when the store is opened.
alter table run add column owner varchar default '' not null;
alter table batch_job add column owner varchar default '' not null;

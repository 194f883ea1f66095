-- What all items of a task have in common is written once, with the task.
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

-- The location's URL was not recorded: tasks that run now are not adopted, but begun anew.
insert into transfer_task (id, submission, name, way, url, items, estimate, choice, started)
select id, submission, task, way, '', of_items, coalesce(estimate, 0), choice, coalesce(started, created)
from transfer_item
where id in (select min(id) from transfer_item where submission is not null group by submission);

alter table transfer_item drop column task;
alter table transfer_item add column task bigint;
update transfer_item set way = null, task =
  (select k.id from transfer_task k where k.submission = transfer_item.submission)
where submission is not null;
create index transfer_item_of_task on transfer_item (task);
drop index transfer_item_of_submission;
alter table transfer_item drop column url;
alter table transfer_item drop column submission;
alter table transfer_item drop column of_items;
alter table transfer_item drop column estimate;
alter table transfer_item drop column choice;
alter table transfer_item drop column started;

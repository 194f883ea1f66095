-- What is known of the run times of each app's jobs: a model as base64, and the job learnt from last.
create table run_time (
  app varchar primary key,
  learnt bigint not null,
  model varchar not null,
  nodes integer not null,
  ranks integer not null,
  predicted_by ${text}
);

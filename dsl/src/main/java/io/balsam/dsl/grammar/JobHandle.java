package io.balsam.dsl.grammar;

/** A declared job, as {@code job('app') { … }} returns it. */
public interface JobHandle {

  /** The app's name. */
  String getApp();

  /** The job's directory, relative to the run's. */
  String getWorkdir();

  /** Makes the job wait for others, after its block: {@code last.after(first, second)}. */
  JobHandle after(Object... jobs);

  /** The same, whatever the others' end. */
  JobHandle afterAny(Object... jobs);
}

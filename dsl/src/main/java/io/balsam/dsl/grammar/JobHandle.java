package io.balsam.dsl.grammar;

/** A declared job, as {@code job('app') { … }} returns it. */
public interface JobHandle {

  /** Returns the app's name. */
  String getApp();

  /** Returns the job's directory, relative to the run's. */
  String getWorkdir();

  /** Makes the job wait for others, after its block: {@code last.after(first, second)}. */
  JobHandle after(Object... jobs);

  /** Makes the job wait for others that may end in any state. */
  JobHandle afterAny(Object... jobs);
}

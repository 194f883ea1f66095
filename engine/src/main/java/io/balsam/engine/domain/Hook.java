package io.balsam.engine.domain;

/** Code that decides how a job goes on. May be called from several threads at once. */
@FunctionalInterface
public interface Hook {

  /**
   * Calls the hook for a job.
   *
   * @throws Exception fails the job; the message and the script's line go into the event
   */
  HookResult call(JobContext job) throws Exception;
}

package io.balsam.engine.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Code of a function app. May be called from several threads at once. */
@FunctionalInterface
public interface FunctionCode {

  /**
   * Calls the function for a job.
   *
   * @param arguments one for each parameter, in order
   * @param job the job that runs
   * @return the job's result: null, text, number, boolean, or lists and maps of those
   */
  @Nullable Object call(List<@Nullable Object> arguments, JobContext job) throws Exception;
}

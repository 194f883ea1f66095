package io.balsam.dsl.grammar;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The job, as hooks and functions see it. */
public interface HookJob {

  /** Returns its number. */
  long getId();

  /** Returns the app's name. */
  String getApp();

  /** Returns its state when the hook was called. */
  JobState getState();

  /**
   * Returns its directory, absolute; {@code job.workdir.resolve('x')} is a file in it. The
   * directory of a function is created on first use.
   */
  File getWorkdir();

  /** Returns its parameters with defaults filled in, read-only. */
  Map<String, Object> getParameters();

  /** Returns its labels, read-only. */
  Map<String, String> getTags();

  /** Returns its data; changes are kept when the hook returns. */
  Map<String, Object> getData();

  /** Returns the number of attempts so far, including the one that just ended. */
  int getAttempts();

  /** Returns the exit code of the last attempt; null before the first and after a timeout. */
  @Nullable Integer getReturnCode();

  /** Returns the value of a function app; null otherwise. */
  @Nullable Object result();

  /** Returns the resources it occupies. */
  Resources getResources();

  /** Returns the jobs it waited for, in the order declared. */
  List<ParentJob> getParents();

  /** A parent of the job. */
  interface ParentJob {

    /** Returns its number. */
    long getId();

    /** Returns the app's name. */
    String getApp();

    /** Returns its final state. */
    JobState getState();

    /** Returns its directory, absolute. */
    File getWorkdir();

    /** Returns its labels. */
    Map<String, String> getTags();

    /** Returns its data. */
    Map<String, Object> getData();

    /** Returns the value of a function app; null otherwise. */
    @Nullable Object result();
  }
}

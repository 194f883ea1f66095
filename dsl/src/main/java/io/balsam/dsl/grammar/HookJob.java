package io.balsam.dsl.grammar;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The job, as hooks and functions see it. */
public interface HookJob {

  /** Its number. */
  long getId();

  /** The app's name. */
  String getApp();

  /** Its state when the hook was called. */
  JobState getState();

  /**
   * Its directory, absolute; {@code job.workdir.resolve('x')} is a file in it. That of a function
   * is made when it is first asked for.
   */
  File getWorkdir();

  /** Its parameters with defaults filled in, read-only. */
  Map<String, Object> getParameters();

  /** Its labels, read-only. */
  Map<String, String> getTags();

  /** Its data; changes are kept when the hook returns. */
  Map<String, Object> getData();

  /** Runs so far, the one that just ended included. */
  int getAttempts();

  /** Exit code of the last run; null before the first and after a timeout. */
  @Nullable Integer getReturnCode();

  /** The value of a function app; null otherwise. */
  @Nullable Object result();

  /** What it occupies. */
  Resources getResources();

  /** The jobs it waited for, in the order declared. */
  List<ParentJob> getParents();

  /** What may be known of a parent. */
  interface ParentJob {

    /** Its number. */
    long getId();

    /** The app's name. */
    String getApp();

    /** How it ended. */
    JobState getState();

    /** Its directory, absolute. */
    File getWorkdir();

    /** Its labels. */
    Map<String, String> getTags();

    /** Its data. */
    Map<String, Object> getData();

    /** The value of a function app; null otherwise. */
    @Nullable Object result();
  }
}

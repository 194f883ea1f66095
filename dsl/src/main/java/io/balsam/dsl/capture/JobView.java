package io.balsam.dsl.capture;

import groovy.lang.Closure;
import io.balsam.dsl.grammar.HookJob;
import io.balsam.dsl.grammar.JobHandle;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import java.io.File;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adapts a job's context to the words of the grammar. */
final class JobView implements HookJob {

  private final JobContext job;

  JobView(JobContext job) {
    this.job = job;
  }

  @Override
  public long getId() {
    return job.id();
  }

  @Override
  public String getApp() {
    return job.app();
  }

  @Override
  public JobState getState() {
    return job.state();
  }

  @Override
  public File getWorkdir() {
    return job.directory().toFile();
  }

  @Override
  public Map<String, Object> getParameters() {
    return Collections.unmodifiableMap(job.parameters());
  }

  @Override
  public Map<String, String> getTags() {
    return Collections.unmodifiableMap(job.tags());
  }

  @Override
  public Map<String, Object> getData() {
    return job.data();
  }

  @Override
  public int getAttempts() {
    return job.attempts();
  }

  @Override
  public @Nullable Integer getReturnCode() {
    return job.returnCode();
  }

  @Override
  public @Nullable Object result() {
    return job.result();
  }

  @Override
  public Resources getResources() {
    return job.resources();
  }

  @Override
  public List<ParentJob> getParents() {
    return job.parents().stream().<ParentJob>map(ParentView::new).toList();
  }

  /** Handles {@code job('x')} in a {@code submit} where {@code job} is the hook's argument. */
  public JobHandle call(int range, String app) {
    return Submission.require().declare(range, app, null);
  }

  /** Handles the same call with a block. */
  public JobHandle call(int range, String app, Closure<?> block) {
    return Submission.require().declare(range, app, block);
  }

  @Override
  public String toString() {
    return "job " + job.id();
  }

  private record ParentView(JobContext.ParentContext parent) implements ParentJob {

    @Override
    public long getId() {
      return parent.id();
    }

    @Override
    public String getApp() {
      return parent.app();
    }

    @Override
    public JobState getState() {
      return parent.state();
    }

    @Override
    public File getWorkdir() {
      return parent.directory().toFile();
    }

    @Override
    public Map<String, String> getTags() {
      return parent.tags();
    }

    @Override
    public Map<String, Object> getData() {
      return parent.data();
    }

    @Override
    public @Nullable Object result() {
      return parent.result();
    }
  }
}

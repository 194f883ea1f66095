package io.balsam.dsl.check;

import io.balsam.dsl.source.SourcePosition;
import io.balsam.engine.domain.JobSpec;

/** A job and where it stands. */
public record JobEntry(JobSpec job, SourcePosition at) {}

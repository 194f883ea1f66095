package io.balsam.dsl.check;

import io.balsam.dsl.source.SourcePosition;
import io.balsam.engine.domain.JobSpec;

/** A job and its position in the script. */
public record JobEntry(JobSpec job, SourcePosition at) {}

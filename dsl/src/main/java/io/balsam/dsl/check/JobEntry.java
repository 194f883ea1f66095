package io.balsam.dsl.check;

import io.balsam.dsl.source.Place;
import io.balsam.engine.domain.JobSpec;

/** A job and where it stands. */
public record JobEntry(JobSpec job, Place at) {}

package io.balsam.engine.core;

import io.balsam.engine.domain.Resources;
import java.time.Duration;

/** Properties that many jobs have in common; one instance is shared by all of them. */
public record JobShape(String app, Resources resources, Duration wallTime, int priority) {}

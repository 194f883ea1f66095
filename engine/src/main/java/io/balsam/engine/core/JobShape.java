package io.balsam.engine.core;

import io.balsam.engine.domain.Resources;
import java.time.Duration;

/** What many jobs have in common; kept once. */
public record JobShape(String app, Resources resources, Duration wallTime, int priority) {}

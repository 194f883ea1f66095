package io.balsam.engine.run.table;

import io.balsam.engine.domain.Resources;
import java.time.Duration;

/** What many jobs have in common; kept once. */
public record Shape(String app, Resources resources, Duration wallTime, int priority) {}

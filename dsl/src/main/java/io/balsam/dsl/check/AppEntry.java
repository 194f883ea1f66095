package io.balsam.dsl.check;

import io.balsam.dsl.source.SourcePosition;
import io.balsam.engine.domain.App;

/** An app and where it stands. */
public record AppEntry(App app, SourcePosition at) {}

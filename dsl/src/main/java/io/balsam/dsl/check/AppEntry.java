package io.balsam.dsl.check;

import io.balsam.dsl.source.SourcePosition;
import io.balsam.engine.domain.App;

/** An app and its position in the script. */
public record AppEntry(App app, SourcePosition at) {}

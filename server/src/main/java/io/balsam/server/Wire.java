package io.balsam.server;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.balsam.engine.api.Json;

/** How values look between client and server. */
final class Wire {
  /** The common dialect; but a client must bear with an owner that is newer and says more. */
  static final ObjectMapper JSON =
      Json.mapper().copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Wire() {}
}

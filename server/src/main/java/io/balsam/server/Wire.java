package io.balsam.server;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.balsam.engine.api.Json;
import io.balsam.server.tls.Pinned;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** How requests and values travel. */
final class Wire {
  /** The common dialect; but a client must bear with an owner that is newer and says more. */
  static final ObjectMapper JSON =
      Json.mapper().copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** An owner with much to write may take so long; one that hangs is noticed at last. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Wire() {}

  /** Sends a request; what comes back is still to be read. */
  static HttpURLConnection send(OwnerAddress owner, Request request) throws IOException {
    HttpURLConnection http =
        (HttpURLConnection)
            URI.create(owner.url() + request.path()).toURL().openConnection(Proxy.NO_PROXY);
    Pinned.expect(http, owner.pin());
    http.setConnectTimeout((int) CONNECT.toMillis());
    http.setReadTimeout((int) PATIENCE.plus(request.longer()).toMillis());
    http.setInstanceFollowRedirects(false);
    http.setUseCaches(false);
    http.setRequestProperty("Authorization", "Bearer " + owner.token());
    http.setRequestMethod(request.method());
    byte[] body = request.body();
    if (body != null) {
      http.setRequestProperty("Content-Type", request.type());
      http.setDoOutput(true);
      // With a length given beforehand the JDK does not repeat a POST behind our back.
      http.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = http.getOutputStream()) {
        out.write(body);
      }
    }
    return http;
  }
}

package io.balsam.server;

import io.balsam.server.tls.Pinned;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** Transport of requests. */
final class HttpTransport {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Read timeout: an owner with much to write may take this long; one that hangs is detected. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private HttpTransport() {}

  /** Sends a request; the response is not read yet. */
  static HttpURLConnection send(OwnerAddress owner, Request request) throws IOException {
    HttpURLConnection http =
        (HttpURLConnection)
            URI.create(owner.url() + Routes.VERSION + request.path())
                .toURL()
                .openConnection(Proxy.NO_PROXY);
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
      // With a length given beforehand the JDK does not silently repeat a POST.
      http.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = http.getOutputStream()) {
        out.write(body);
      }
    }
    return http;
  }
}

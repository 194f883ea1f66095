package io.balsam.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.balsam.engine.api.Json;
import io.balsam.server.tls.Pinned;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** Encoding of values, and transport of requests. */
final class HttpTransport {
  /** Common mapper; a client must ignore unknown properties, which a newer owner may send. */
  static final ObjectMapper JSON =
      Json.mapper().copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Mapper for input of clients: no database accepts NUL in a text column. */
  static final ObjectMapper WITHOUT_NUL = JSON.copy().registerModule(withoutNul());

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Read timeout: an owner with much to write may take this long; one that hangs is detected. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private HttpTransport() {}

  /**
   * Refuses NUL in strings only: values of any type, such as parameters, are stored as JSON and may
   * contain it.
   */
  private static SimpleModule withoutNul() {
    SimpleModule module = new SimpleModule("without-nul");
    module.addDeserializer(
        String.class,
        new StdScalarDeserializer<String>(String.class) {
          private static final long serialVersionUID = 1;

          @Override
          public String deserialize(JsonParser parser, DeserializationContext context)
              throws IOException {
            return checked(StringDeserializer.instance.deserialize(parser, context), context);
          }
        });
    module.addKeyDeserializer(
        String.class,
        new KeyDeserializer() {
          @Override
          public Object deserializeKey(String key, DeserializationContext context)
              throws IOException {
            return checked(key, context);
          }
        });
    return module;
  }

  private static String checked(String text, DeserializationContext context)
      throws JsonMappingException {
    if (text.indexOf('\0') >= 0) {
      throw JsonMappingException.from(context, "a string in it contains a NUL character");
    }
    return text;
  }

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

package io.balsam.server.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Head of a request: all of it but its body.
 *
 * @param method the HTTP method
 * @param path path of the address, still encoded
 * @param query query of the address, still encoded; empty for none
 * @param headers headers by name, ignoring case
 */
public record Head(String method, String path, String query, HttpHeaders headers) {

  static Head of(HttpRequest request) {
    String uri = request.uri();
    int mark = uri.indexOf('?');
    return new Head(
        request.method().name(),
        mark < 0 ? uri : uri.substring(0, mark),
        mark < 0 ? "" : uri.substring(mark + 1),
        request.headers());
  }

  /** Returns the first header of that name. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}

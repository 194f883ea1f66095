package io.balsam.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Body of an answer: short ones go out in one piece with their length, long ones in chunks while
 * they are still being written, so that none is held in memory whole.
 */
final class Answer extends OutputStream {
  private static final int IN_ONE_PIECE = 64 << 10;

  private final HttpExchange exchange;
  private final int status;
  private final ByteArrayOutputStream begin = new ByteArrayOutputStream();
  private boolean chunked;

  private Answer(HttpExchange exchange, int status) {
    this.exchange = exchange;
    this.status = status;
  }

  static void send(HttpExchange exchange, int status, Object value) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    // Closed on success only: a broken answer must look broken to whoever reads it.
    Answer answer = new Answer(exchange, status);
    Wire.JSON.writeValue(answer, value);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (!chunked && begin.size() + count <= IN_ONE_PIECE) {
      begin.write(bytes, from, count);
      return;
    }
    OutputStream out = chunked ? exchange.getResponseBody() : startChunks();
    out.write(bytes, from, count);
  }

  private OutputStream startChunks() throws IOException {
    chunked = true;
    exchange.sendResponseHeaders(status, 0);
    begin.writeTo(exchange.getResponseBody());
    return exchange.getResponseBody();
  }

  @Override
  public void close() throws IOException {
    if (!chunked) {
      exchange.sendResponseHeaders(status, begin.size());
      begin.writeTo(exchange.getResponseBody());
    }
    exchange.getResponseBody().close();
  }
}

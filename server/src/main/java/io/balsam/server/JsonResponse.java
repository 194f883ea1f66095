package io.balsam.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.balsam.server.http.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Body of an answer: short ones are sent in one piece with their length, long ones in chunks while
 * they are still being written, so that none is held in memory whole.
 */
final class JsonResponse extends OutputStream {
  private static final int IN_ONE_PIECE = 64 << 10;

  // Closed here, on success only: a broken answer must look broken to its reader.
  private static final ObjectWriter JSON =
      WireJson.MAPPER.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private final Reply reply;
  private final int status;
  private final ByteArrayOutputStream begin = new ByteArrayOutputStream();
  private @Nullable OutputStream chunks;

  private JsonResponse(Reply reply, int status) {
    this.reply = reply;
    this.status = status;
  }

  static void send(Reply reply, int status, Object value) throws IOException {
    JsonResponse answer = new JsonResponse(reply, status);
    JSON.writeValue(answer, value);
    answer.close();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    begin.write(bytes, from, count);
    if (begin.size() > IN_ONE_PIECE) {
      OutputStream out = chunks == null ? reply.begin(status, Call.JSON) : chunks;
      chunks = out;
      begin.writeTo(out);
      begin.reset();
    }
  }

  @Override
  public void close() throws IOException {
    if (chunks == null) {
      reply.send(status, Call.JSON, begin.toByteArray());
    } else {
      begin.writeTo(chunks);
      chunks.close();
    }
  }
}

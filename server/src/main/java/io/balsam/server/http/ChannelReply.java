package io.balsam.server.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes an answer to a connection. */
final class ChannelReply implements Reply {

  private final Channel channel;
  private final boolean chunks;
  private final boolean keepAlive;
  private final Runnable next;

  /**
   * Creates an unsent reply.
   *
   * @param next called on the connection's thread when it is free for another request
   */
  ChannelReply(Channel channel, HttpRequest request, Runnable next) {
    this.channel = channel;
    this.chunks = !request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    this.keepAlive = chunks && HttpUtil.isKeepAlive(request);
    this.next = next;
  }

  @Override
  public void send(int status, String type, byte @Nullable [] body) {
    if (!channel.isOpen()) {
      // Nobody receives it, and the server's threads may have ended.
      return;
    }
    DefaultFullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            body == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
    dress(answer, type);
    if (body != null) {
      HttpUtil.setContentLength(answer, body.length);
    }
    channel.writeAndFlush(answer).addListener(this::sent);
  }

  @Override
  public OutputStream begin(int status, String type) {
    HttpResponse answer =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    dress(answer, type);
    HttpUtil.setTransferEncodingChunked(answer, chunks);
    return new Pieces(channel.writeAndFlush(answer));
  }

  @Override
  public void abort() {
    channel.close();
  }

  private void dress(HttpResponse answer, String type) {
    if (!type.isEmpty()) {
      answer.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    }
    answer.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    HttpUtil.setKeepAlive(answer, keepAlive);
  }

  private void sent(io.netty.util.concurrent.Future<? super Void> done) {
    if (done.isSuccess() && keepAlive) {
      // Not from within the write: another one would wait in it.
      channel.eventLoop().execute(next);
    } else {
      channel.close();
    }
  }

  /** Sends at most one piece at a time: a connection that does not take it in time is closed. */
  private final class Pieces extends OutputStream {

    private ChannelFuture before;

    Pieces(ChannelFuture head) {
      before = head;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (!before.awaitUninterruptibly().isSuccess()) {
        throw new IOException("the client has disconnected", before.cause());
      }
      before =
          channel.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(bytes, from, count)));
    }

    @Override
    public void close() {
      channel
          .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
          .addListener((ChannelFutureListener) ChannelReply.this::sent);
    }
  }
}

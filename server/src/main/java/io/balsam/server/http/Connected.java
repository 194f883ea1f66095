package io.balsam.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handler of one connection: one request after the other, each within its time. All calls are on
 * the connection's thread.
 */
final class Connected extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(Connected.class);

  private final Requests requests;
  private final Strangers strangers;
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Requests.@Nullable Admitted admitted;
  private final Queue<Object> unread = new ArrayDeque<>();
  private @Nullable HttpRequest request;
  private @Nullable Future<?> deadline;
  private long bodyBegan;
  private boolean answering;
  private boolean refused;
  private boolean refusalSent;
  private boolean restRead;
  private long rest;

  Connected(Requests requests, Strangers strangers) {
    this.requests = requests;
    this.strangers = strangers;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    strangers.add(context.channel());
    endIn(context, Limits.HEAD);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    strangers.remove(context.channel());
    stopClock();
    unread.forEach(ReferenceCountUtil::release);
    unread.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable e) {
    LOG.debug("a connection was lost", e);
    context.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
    unread.add(message);
    readOn(context);
  }

  /** Handles queued input; input behind a request waits until that is answered. */
  private void readOn(ChannelHandlerContext context) throws IOException {
    while (!answering && !unread.isEmpty()) {
      take(context, unread.remove());
    }
    context.channel().config().setAutoRead(!answering);
  }

  private void take(ChannelHandlerContext context, Object message) throws IOException {
    try {
      if (refused) {
        drop(context, message);
        return;
      }
      if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
        Throwable cause = part.decoderResult().cause();
        throw requests.unreadable(String.valueOf(cause.getMessage()));
      }
      if (message instanceof HttpRequest head) {
        begin(context, head);
      }
      if (message instanceof HttpContent piece) {
        add(context, piece);
      }
    } catch (Refusal refusal) {
      refuse(context, refusal);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest head) throws Refusal {
    Requests.Admitted now = requests.admit(Head.of(head));
    strangers.remove(context.channel());
    if (HttpUtil.getContentLength(head, 0L) > now.most()) {
      throw requests.tooLarge(now.most());
    }
    request = head;
    admitted = now;
    bodyBegan = System.nanoTime();
    endIn(context, Limits.PIECE);
    if (HttpUtil.is100ContinueExpected(head)) {
      context.writeAndFlush(whole(HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void add(ChannelHandlerContext context, HttpContent piece) throws Refusal, IOException {
    Requests.Admitted now = admitted;
    HttpRequest head = request;
    if (now == null || head == null) {
      return;
    }
    ByteBuf bytes = piece.content();
    if (body.size() + bytes.readableBytes() > now.most()) {
      throw requests.tooLarge(now.most());
    }
    bytes.readBytes(body, bytes.readableBytes());
    if (!(piece instanceof LastHttpContent)) {
      long left = Limits.BODY.toNanos() - (System.nanoTime() - bodyBegan);
      endIn(context, Duration.ofNanos(Math.min(left, Limits.PIECE.toNanos())));
      return;
    }
    stopClock();
    answering = true;
    byte[] all = body.toByteArray();
    body = new ByteArrayOutputStream();
    admitted = null;
    request = null;
    Reply reply = new ChannelReply(context.channel(), head, next(context));
    try {
      now.threads().execute(() -> now.handle(all, reply));
    } catch (RejectedExecutionException e) {
      context.close();
    }
  }

  private Runnable next(ChannelHandlerContext context) {
    return () -> {
      answering = false;
      endIn(context, Limits.IDLE);
      try {
        readOn(context);
      } catch (IOException e) {
        context.close();
      }
    };
  }

  private void refuse(ChannelHandlerContext context, Refusal refusal) {
    refused = true;
    rest = refusal.stranger ? Limits.REST_OF_STRANGERS : Limits.REST;
    admitted = null;
    body = new ByteArrayOutputStream();
    endIn(context, refusal.stranger ? Limits.REST_OF_STRANGERS_TIME : Limits.REST_TIME);
    FullHttpResponse answer =
        whole(
            HttpResponseStatus.valueOf(refusal.answer.status()),
            Unpooled.wrappedBuffer(refusal.answer.body()));
    refusal.answer.headers().forEach(answer.headers()::set);
    HttpUtil.setContentLength(answer, refusal.answer.body().length);
    HttpUtil.setKeepAlive(answer, false);
    context
        .writeAndFlush(answer)
        .addListener(
            (ChannelFutureListener)
                sent -> {
                  refusalSent = true;
                  if (sent.isSuccess()
                      && !restRead
                      && sent.channel() instanceof SocketChannel socket) {
                    socket.shutdownOutput();
                  } else {
                    context.close();
                  }
                });
  }

  private static FullHttpResponse whole(HttpResponseStatus status, ByteBuf body) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
  }

  private void drop(ChannelHandlerContext context, Object message) {
    rest -= message instanceof HttpContent piece ? piece.content().readableBytes() : 0;
    // A further request is not answered.
    restRead |= rest < 0 || message instanceof LastHttpContent;
    if (restRead && refusalSent) {
      context.close();
    }
  }

  private void endIn(ChannelHandlerContext context, Duration time) {
    stopClock();
    deadline =
        context.executor().schedule(() -> context.close(), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void stopClock() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}

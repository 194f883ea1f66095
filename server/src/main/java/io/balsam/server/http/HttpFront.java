package io.balsam.server.http;

import io.balsam.server.tls.Identity;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Listens, and passes complete requests to a handler. No connection holds a thread, whether it is
 * silent, slow, or waits for its answer.
 */
public final class HttpFront implements AutoCloseable {

  /** Number of threads; they never block, so two serve any number of connections. */
  private static final int THREADS = 2;

  /** Length of the accept queue; all launchers may connect at once after an owner was restarted. */
  private static final int BACKLOG = 1024;

  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Strangers strangers = new Strangers();
  private final EventLoopGroup threads;
  private final Channel listening;

  private HttpFront(InetSocketAddress address, Requests requests, @Nullable SslContext encryption)
      throws IOException {
    threads =
        new MultiThreadIoEventLoopGroup(
            THREADS, new DefaultThreadFactory("balsam-api-io", true), NioIoHandler.newFactory());
    ChannelFuture bound =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connect(channel, requests, encryption);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      threads.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new IOException(bound.cause().getMessage(), bound.cause());
    }
    listening = bound.channel();
  }

  /**
   * Starts to listen.
   *
   * @param identity identity for encrypted connections; null for no encryption
   * @throws IOException when the address cannot be bound
   */
  public static HttpFront open(
      InetSocketAddress address, Requests requests, @Nullable Identity identity)
      throws IOException {
    return new HttpFront(address, requests, identity == null ? null : encryption(identity));
  }

  private static SslContext encryption(Identity identity) throws IOException {
    return SslContextBuilder.forServer(identity.key(), identity.certificate())
        .sslProvider(SslProvider.JDK)
        .build();
  }

  private void connect(Channel channel, Requests requests, @Nullable SslContext encryption) {
    connections.add(channel);
    if (encryption != null) {
      channel.pipeline().addLast(encryption.newHandler(channel.alloc()));
    }
    channel
        .pipeline()
        .addLast(
            new WriteTimeoutHandler(Limits.STALL.toSeconds(), TimeUnit.SECONDS),
            new HttpServerCodec(Limits.LINE, Limits.HEADERS, Limits.CHUNK),
            new Connected(requests, strangers));
  }

  /** Returns the port it listens on. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
    threads.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }
}

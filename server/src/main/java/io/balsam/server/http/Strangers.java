package io.balsam.server.http;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connections that have presented no token yet. When there are too many the oldest is closed: a
 * serious client has sent its request long before.
 */
final class Strangers {

  private final Set<Channel> channels = new LinkedHashSet<>();

  void add(Channel channel) {
    Channel oldest = addAndTakeOldest(channel);
    if (oldest != null) {
      oldest.close();
    }
  }

  private synchronized @Nullable Channel addAndTakeOldest(Channel channel) {
    channels.add(channel);
    if (channels.size() <= Limits.STRANGERS) {
      return null;
    }
    Iterator<Channel> all = channels.iterator();
    Channel oldest = all.next();
    all.remove();
    return oldest;
  }

  synchronized void remove(Channel channel) {
    channels.remove(channel);
  }
}

package io.balsam.globus;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Places of this site's directories on its own collection.
 *
 * @param places paths on the collection by local directory; empty when they are the same
 */
record CollectionPaths(Map<Path, String> places) {

  CollectionPaths {
    places = Map.copyOf(places);
  }

  static CollectionPaths of(PluginConfig config, String key) {
    Map<Path, String> places = new LinkedHashMap<>();
    config
        .texts(key)
        .forEach(
            (local, there) -> {
              if (!Path.of(local).isAbsolute() || !there.startsWith("/")) {
                throw config.wrong(
                    key, "%s: %s: both must be absolute paths".formatted(local, there));
              }
              places.put(Path.of(local).normalize(), there);
            });
    return new CollectionPaths(places);
  }

  /**
   * Returns the path on the collection.
   *
   * @throws PluginException SITE when the settings name directories and it is in none of them
   */
  String of(String local) {
    Path path = Path.of(local).normalize();
    if (!path.isAbsolute()) {
      throw new PluginException(ErrorKind.USER, local + ": must be an absolute path");
    }
    if (places.isEmpty()) {
      return path.toString();
    }
    Path nearest = path;
    while (nearest != null && !places.containsKey(nearest)) {
      nearest = nearest.getParent();
    }
    if (nearest == null) {
      throw new PluginException(
          ErrorKind.SITE,
          "%s lies in no directory of endpoint_path, so it is not known where it is on the collection"
              .formatted(local));
    }
    String there = places.getOrDefault(nearest, "/").replaceAll("/+$", "");
    String below = nearest.relativize(path).toString();
    return below.isEmpty() ? (there.isEmpty() ? "/" : there) : there + "/" + below;
  }
}

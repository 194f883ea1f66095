package io.balsam.engine.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.balsam.engine.api.Json;
import io.balsam.engine.domain.SiteLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that {@code site init} created in a directory, as recorded in its marker.
 *
 * @param name of the site
 * @param folders that did not exist before
 * @param digests of the files it wrote, by name
 */
record CreatedFiles(String name, Set<String> folders, Map<String, String> digests) {

  /** The site's directory among the folders. */
  static final String ITSELF = ".";

  /**
   * Reads the marker. One of an older version has no such record: its folders are taken as created,
   * its files as perhaps changed.
   */
  static CreatedFiles read(Path site) throws IOException {
    JsonNode marker =
        Json.mapper().readTree(site.resolve(SiteLayout.OWN).resolve(SiteLayout.MARKER).toFile());
    Set<String> folders = new HashSet<>();
    if (marker.has("folders")) {
      marker.path("folders").forEach(folder -> folders.add(folder.asText()));
    } else {
      folders.addAll(SiteLayout.FOLDERS);
      folders.add(ITSELF);
    }
    Map<String, String> digests = new HashMap<>();
    marker
        .path("digests")
        .fields()
        .forEachRemaining(file -> digests.put(file.getKey(), file.getValue().asText()));
    return new CreatedFiles(marker.path("name").asText(), folders, digests);
  }

  /** Returns whether the file is as it was written. */
  boolean unchanged(Path file) throws IOException {
    @Nullable String digest = digests.get(String.valueOf(file.getFileName()));
    return Files.isRegularFile(file) && digest(Files.readAllBytes(file)).equals(digest);
  }

  static String digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.balsam.globus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.balsam.globus.api.Documents;
import io.balsam.globus.api.Documents.Event;
import io.balsam.globus.api.Documents.Skipped;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.TransferFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Faults of a batch's items, from what Globus says of their paths.
 *
 * <p>Globus tries again for days whatever the error is, since somebody may create the file or give
 * the permission; a job's author wants to know at once.
 */
final class ItemFaults {

  /** Codes of errors that time alone does not mend. */
  private static final Set<String> PERMANENT =
      Set.of(
          "FILE_NOT_FOUND",
          "PATH_NOT_FOUND",
          "PERMISSION_DENIED",
          "NO_SPACE_LEFT",
          "QUOTA_EXCEEDED",
          "IS_A_DIRECTORY",
          "IS_A_FILE",
          "NOT_A_DIRECTORY",
          "NOT_A_FILE",
          "NOT_A_SYMLINK",
          "INVALID_PATH_NAME",
          "INVALID_SYMLINK",
          "AMBIGUOUS_PATH",
          "NO_APPEND_FILESYSTEM");

  private static final Map<String, String> FULL =
      Map.of("NO_SPACE_LEFT", "No space left on device", "QUOTA_EXCEEDED", "Disk quota exceeded");

  private final Batch batch;
  private final Map<Integer, TransferFault> faults = new TreeMap<>();

  ItemFaults(Batch batch) {
    this.batch = batch;
  }

  static boolean permanent(@Nullable String code) {
    return code != null && PERMANENT.contains(code);
  }

  /** Adds the items that these events name; in a batch of one item they need not name it. */
  ItemFaults events(List<Event> events) {
    for (Event event : events) {
      if (!permanent(event.code())) {
        continue;
      }
      List<String> texts = texts(event.details());
      for (int i = 0; i < batch.parcels().size(); i++) {
        Batch.Parcel parcel = batch.parcels().get(i);
        String path = names(texts, parcel.source(), parcel.recursive()) ? parcel.source() : "";
        if (path.isEmpty() && names(texts, parcel.fresh(), parcel.recursive())) {
          path = parcel.place();
        }
        if (path.isEmpty() && batch.parcels().size() == 1) {
          path = parcel.source();
        }
        if (!path.isEmpty()) {
          add(i, ErrorKind.USER, path, event.code(), event.description());
        }
      }
    }
    return this;
  }

  /** Adds the item of a path that Globus has left out. */
  void skipped(Skipped skipped) {
    ErrorKind kind = permanent(skipped.errorCode()) ? ErrorKind.USER : ErrorKind.TRANSIENT;
    for (int i = 0; i < batch.parcels().size(); i++) {
      Batch.Parcel parcel = batch.parcels().get(i);
      if (within(skipped.sourcePath(), parcel.source(), parcel.recursive())) {
        add(i, kind, skipped.sourcePath(), skipped.errorCode(), null);
      }
    }
  }

  /** Adds a fault of an item that has none yet. */
  void add(int item, ErrorKind kind, String message) {
    faults.putIfAbsent(item, new TransferFault(item, kind, message));
  }

  private void add(int item, ErrorKind kind, String path, String code, @Nullable String words) {
    add(item, kind, "%s: %s".formatted(path, said(code, words)));
  }

  /** Returns an error for people; a disk that is full in the system's words, as others say it. */
  static String said(String code, @Nullable String words) {
    String more = words == null || words.isBlank() ? "" : ", " + words.strip();
    String system = FULL.get(code);
    return code + more + (system == null ? "" : ": " + system);
  }

  boolean has(int item) {
    return faults.containsKey(item);
  }

  int size() {
    return faults.size();
  }

  List<TransferFault> all() {
    return List.copyOf(faults.values());
  }

  /** Returns the texts in details that are JSON, or the lines of those that are not. */
  private static List<String> texts(@Nullable String details) {
    if (details == null) {
      return List.of();
    }
    try {
      JsonNode root = Documents.json().readTree(details);
      List<String> texts = new ArrayList<>();
      collect(root, texts);
      return texts;
    } catch (JsonProcessingException e) {
      return details.lines().map(String::strip).toList();
    }
  }

  private static void collect(JsonNode node, List<String> texts) {
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(child -> collect(child, texts));
  }

  private static boolean names(List<String> texts, String path, boolean recursive) {
    return texts.stream()
        .anyMatch(text -> within(text, path, recursive) || mentions(text, path, recursive));
  }

  /** Returns whether a line of text has the path at its end, or in quotes. */
  private static boolean mentions(String text, String path, boolean recursive) {
    int at = text.indexOf(path);
    if (at <= 0 || " '\"=".indexOf(text.charAt(at - 1)) < 0) {
      return false;
    }
    String rest = text.substring(at + path.length());
    return rest.isEmpty() || rest.matches("['\"].*") || (recursive && rest.startsWith("/"));
  }

  private static boolean within(String path, String item, boolean recursive) {
    String plain = item.replaceAll("(?<=.)/+$", "");
    return path.equals(item) || path.equals(plain) || (recursive && path.startsWith(plain + "/"));
  }
}

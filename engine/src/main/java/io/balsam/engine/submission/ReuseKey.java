package io.balsam.engine.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.balsam.engine.api.Json;
import io.balsam.engine.files.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Key of everything that decides a job's result, as digests. The parts are kept apart in the key,
 * so that two keys show in what their jobs differ without anything else being stored.
 */
public final class ReuseKey {

  private static final List<String> PARTS =
      List.of(
          "the app's text",
          "its parameters",
          "its environment",
          "its inputs or data",
          "its parents");
  private static final ObjectWriter CANONICAL =
      Json.mapper().writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private static final String EMPTY_MAP = written(Map.of());
  private static final String EMPTY_LIST = written(List.of());

  /** Parts of the previous job: neighbours often differ in one only. */
  private final Object[] last = new Object[PARTS.size()];

  private final String[] digests = new String[PARTS.size()];

  /** Creates the keys of jobs one after the other. */
  ReuseKey() {}

  /**
   * Returns the key of the next job.
   *
   * @param fingerprint of the app
   * @param parameters, environment, inputs, parents anything JSON can say
   */
  String of(
      String fingerprint, Object parameters, Object environment, Object inputs, Object parents) {
    List<Object> parts = List.of(fingerprint, parameters, environment, inputs, parents);
    for (int i = 0; i < digests.length; i++) {
      if (!parts.get(i).equals(last[i])) {
        last[i] = parts.get(i);
        digests[i] = digest(parts.get(i));
      }
    }
    return String.join(".", digests);
  }

  /** Returns the digest of a part; the empty ones are computed once, since most jobs have them. */
  private static String digest(Object value) {
    if (value instanceof Map<?, ?> map && map.isEmpty()) {
      return EMPTY_MAP;
    }
    return value instanceof List<?> list && list.isEmpty() ? EMPTY_LIST : written(value);
  }

  private static String written(Object value) {
    try {
      byte[] whole = Sha256.digest().digest(CANONICAL.writeValueAsBytes(value));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, 16));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "it cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Returns the parts in which two jobs differ, for users; empty when in none. */
  public static List<String> differences(String one, String other) {
    String[] a = one.split("\\.");
    String[] b = other.split("\\.");
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.min(PARTS.size(), Math.min(a.length, b.length)); i++) {
      if (!a[i].equals(b[i])) {
        differences.add(PARTS.get(i));
      }
    }
    return differences;
  }
}

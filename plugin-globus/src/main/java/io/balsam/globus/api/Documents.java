package io.balsam.globus.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents of the Transfer API, version 0.10, as far as they are used here; what else they hold is
 * ignored.
 */
public final class Documents {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Documents() {}

  /** Request for a transfer. */
  public record TransferRequest(
      String submissionId,
      String sourceEndpoint,
      String destinationEndpoint,
      String label,
      Options options,
      List<Item> items) {}

  /**
   * Wishes of a transfer.
   *
   * @param syncLevel 0 to 3: a file is moved if it does not exist, differs in size, is newer,
   *     differs in its checksum
   * @param deadline as {@code 2026-01-31T00:00:00}; null for Globus's own
   */
  public record Options(
      int syncLevel,
      boolean verifyChecksum,
      boolean encryptData,
      boolean preserveTimestamp,
      @Nullable String deadline) {}

  /** File or directory of a transfer, with paths on its two collections. */
  public record Item(String sourcePath, String destinationPath, boolean recursive) {}

  /** Answer to a transfer that was submitted, now or before. */
  public record Submitted(String taskId, String code) {}

  /** Task and its progress. */
  public record Task(
      String taskId,
      String status,
      @Nullable String niceStatus,
      @Nullable String niceStatusShortDescription,
      @Nullable FatalError fatalError,
      boolean isPaused,
      long faults,
      long bytesTransferred,
      long filesTransferred,
      long subtasksPending,
      long subtasksRetrying,
      long subtasksSucceeded,
      long subtasksSkippedErrors) {}

  /** Reason why a task was given up. */
  public record FatalError(@Nullable String code, @Nullable String description) {}

  /** Event of a task; {@code details} is JSON or text. */
  public record Event(
      String code,
      @JsonProperty("is_error") boolean error,
      @Nullable String description,
      @Nullable String details) {}

  /** File that has arrived. */
  public record Arrived(@Nullable String sourcePath, String destinationPath) {}

  /** Path that was left out, since its source could not be read. */
  public record Skipped(
      String sourcePath,
      @Nullable String destinationPath,
      String errorCode,
      @Nullable String errorDetails) {}

  /** File or directory of a collection; {@code type} is {@code file}, {@code dir} or another. */
  public record Entry(String name, String type, long size) {

    /** Returns whether it is a directory. */
    public boolean directory() {
      return type.equals("dir");
    }
  }

  /** Collection. */
  public record Endpoint(String id, @Nullable String displayName) {}

  record Value(String value) {}

  record Page<T>(
      @JsonProperty("DATA") List<T> data, @Nullable String nextMarker, @Nullable Long total) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TransferBody(
      @JsonProperty("DATA_TYPE") String type,
      String submissionId,
      String sourceEndpoint,
      String destinationEndpoint,
      String label,
      int syncLevel,
      boolean verifyChecksum,
      boolean encryptData,
      boolean preserveTimestamp,
      @Nullable String deadline,
      String recursiveSymlinks,
      boolean skipSourceErrors,
      boolean failOnQuotaErrors,
      boolean deleteDestinationExtra,
      boolean notifyOnSucceeded,
      boolean notifyOnFailed,
      boolean notifyOnInactive,
      @JsonProperty("DATA") List<ItemBody> items) {

    /**
     * Creates the body of a request. Sources that cannot be read are left out and listed, so that
     * one missing file does not keep a task waiting for days; nobody is sent a mail.
     */
    static TransferBody of(TransferRequest request) {
      Options options = request.options();
      return new TransferBody(
          "transfer",
          request.submissionId(),
          request.sourceEndpoint(),
          request.destinationEndpoint(),
          request.label(),
          options.syncLevel(),
          options.verifyChecksum(),
          options.encryptData(),
          options.preserveTimestamp(),
          options.deadline(),
          "ignore",
          true,
          true,
          false,
          false,
          false,
          false,
          request.items().stream().map(ItemBody::of).toList());
    }
  }

  record ItemBody(
      @JsonProperty("DATA_TYPE") String type,
      String sourcePath,
      String destinationPath,
      boolean recursive) {

    static ItemBody of(Item item) {
      return new ItemBody(
          "transfer_item", item.sourcePath(), item.destinationPath(), item.recursive());
    }
  }

  record DeleteBody(
      @JsonProperty("DATA_TYPE") String type,
      String submissionId,
      String endpoint,
      String label,
      boolean recursive,
      boolean ignoreMissing,
      boolean notifyOnSucceeded,
      boolean notifyOnFailed,
      boolean notifyOnInactive,
      @JsonProperty("DATA") List<DeleteItem> items) {}

  record DeleteItem(@JsonProperty("DATA_TYPE") String type, String path) {}

  record PathBody(@JsonProperty("DATA_TYPE") String type, String path) {}

  record RenameBody(@JsonProperty("DATA_TYPE") String type, String oldPath, String newPath) {}

  /**
   * Returns the mapper for all documents of Globus: names with underscores, unknown ones ignored.
   */
  public static ObjectMapper json() {
    return JSON;
  }

  static String write(Object document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new PluginException(ErrorKind.INTERNAL, "cannot be written: " + document, e);
    }
  }
}

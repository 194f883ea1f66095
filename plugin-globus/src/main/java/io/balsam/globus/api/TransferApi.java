package io.balsam.globus.api;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.balsam.spi.PluginException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Transfer API of Globus, version 0.10. A refusal is a {@link PluginException}: USER for a request
 * that is wrong, SITE where somebody has to log in or lacks a right, else TRANSIENT.
 */
public final class TransferApi {

  private static final int TASKS_A_QUESTION = 100;
  private static final int EVENTS = 1000;

  private final Web web;
  private final Tokens tokens;
  private final String base;

  /**
   * Creates a client.
   *
   * @param url address of the service, as {@code https://transfer.api.globus.org}
   */
  public TransferApi(Web web, Tokens tokens, String url) {
    this.web = web;
    this.tokens = tokens;
    this.base = url.replaceAll("/+$", "") + "/v0.10";
  }

  /** Returns a new id, under which one task can be submitted. */
  public String newSubmission() {
    return get("/submission_id", Map.of()).as(Documents.Value.class).value();
  }

  /** Submits a transfer; the same submission once more has the same task. */
  public Documents.Submitted transfer(Documents.TransferRequest request) {
    return post("/transfer", Documents.TransferBody.of(request)).as(Documents.Submitted.class);
  }

  /** Removes paths of a collection with all below them; those that do not exist are no error. */
  public void delete(String endpoint, List<String> paths) {
    post(
            "/delete",
            new Documents.DeleteBody(
                "delete",
                newSubmission(),
                endpoint,
                "Balsam removes unfinished files",
                true,
                true,
                false,
                false,
                false,
                paths.stream().map(path -> new Documents.DeleteItem("delete_item", path)).toList()))
        .as(Documents.Submitted.class);
  }

  /** Returns those of the tasks that Globus knows, by id. */
  public Map<String, Documents.Task> tasks(Collection<String> ids) {
    Map<String, Documents.Task> found = new LinkedHashMap<>();
    List<String> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += TASKS_A_QUESTION) {
      List<String> some = all.subList(from, Math.min(all.size(), from + TASKS_A_QUESTION));
      Map<String, String> query =
          Map.of("filter", "task_id:" + String.join(",", some), "limit", "" + TASKS_A_QUESTION);
      Documents.Page<Documents.Task> page = get("/task_list", query).as(page(Documents.Task.class));
      page.data().forEach(task -> found.put(task.taskId(), task));
    }
    return found;
  }

  /** Returns the newest errors of a task, up to a thousand. */
  public List<Documents.Event> errors(String task) {
    Map<String, String> query = Map.of("filter", "is_error:1", "limit", "" + EVENTS);
    Documents.Page<Documents.Event> page =
        get("/task/%s/event_list".formatted(task), query).as(page(Documents.Event.class));
    return page.data();
  }

  /** Passes on each file that a task has brought; there may be millions. */
  public void arrived(String task, Consumer<Documents.Arrived> each) {
    pages("/task/%s/successful_transfers".formatted(task), Documents.Arrived.class, each);
  }

  /** Passes on each path that a task has left out. */
  public void skipped(String task, Consumer<Documents.Skipped> each) {
    pages("/task/%s/skipped_errors".formatted(task), Documents.Skipped.class, each);
  }

  /** Cancels a task; one that has ended or does not exist is no error. */
  public void cancel(String task) {
    Reply reply = post("/task/%s/cancel".formatted(task), null);
    if (!reply.ok() && !reply.error().missing() && reply.status() != 409) {
      throw reply.error().exception();
    }
  }

  /** Returns what lies in a directory of a collection, hidden files too. */
  public List<Documents.Entry> ls(String endpoint, String path) {
    Map<String, String> query = Map.of("path", path, "show_hidden", "1");
    Documents.Page<Documents.Entry> page =
        get("/operation/endpoint/%s/ls".formatted(endpoint), query).as(page(Documents.Entry.class));
    return page.data();
  }

  /** Returns the file or directory of a path; empty when there is none. */
  public Optional<Documents.Entry> stat(String endpoint, String path) {
    Reply reply = get("/operation/endpoint/%s/stat".formatted(endpoint), Map.of("path", path));
    if (!reply.ok() && reply.error().missing()) {
      return Optional.empty();
    }
    return Optional.of(reply.as(Documents.Entry.class));
  }

  /** Creates a directory, whose parent exists. */
  public void mkdir(String endpoint, String path) {
    post("/operation/endpoint/%s/mkdir".formatted(endpoint), new Documents.PathBody("mkdir", path))
        .as(Object.class);
  }

  /** Renames a file or directory; the new path must not exist. */
  public void rename(String endpoint, String from, String to) {
    post(
            "/operation/endpoint/%s/rename".formatted(endpoint),
            new Documents.RenameBody("rename", from, to))
        .as(Object.class);
  }

  /** Returns a collection. */
  public Documents.Endpoint endpoint(String id) {
    return get("/endpoint/" + id, Map.of()).as(Documents.Endpoint.class);
  }

  private <T> void pages(String path, Class<T> type, Consumer<T> each) {
    Map<String, String> query = Map.of();
    while (true) {
      Documents.Page<T> page = get(path, query).as(page(type));
      page.data().forEach(each);
      String next = page.nextMarker();
      if (next == null || page.data().isEmpty()) {
        return;
      }
      query = Map.of("marker", next);
    }
  }

  private static JavaType page(Class<?> type) {
    return TypeFactory.defaultInstance().constructParametricType(Documents.Page.class, type);
  }

  private Reply get(String path, Map<String, String> query) {
    String words =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return authorized(request(words.isEmpty() ? path : path + "?" + words).GET());
  }

  private Reply post(String path, @Nullable Object body) {
    return authorized(
        request(path)
            .header("Content-Type", "application/json")
            .POST(
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(Documents.write(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
  }

  /** Sends a request with a token, once more with a new one, and once more with further scopes. */
  private Reply authorized(HttpRequest.Builder request) {
    String token = tokens.access();
    Reply reply = send(request, token);
    if (reply.status() == 401) {
      tokens.renew(token);
      reply = send(request, tokens.access());
    }
    if (!reply.ok() && reply.error().consentRequired() && tokens.consent(reply.error().scopes())) {
      reply = send(request, tokens.access());
    }
    return reply;
  }

  private Reply send(HttpRequest.Builder request, String token) {
    return web.send(request.copy().header("Authorization", "Bearer " + token).build());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

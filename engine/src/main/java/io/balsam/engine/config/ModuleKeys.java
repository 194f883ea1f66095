package io.balsam.engine.config;

import io.balsam.engine.text.Nearest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keys of the blocks below {@code service_modules}, for a hint where one stands at the top. */
public final class ModuleKeys {

  /** Keys by module, in the order of names: what is said about them is the same each time. */
  public static final SortedMap<String, List<String>> ALL =
      sorted(
          Map.of(
              "batch_job_manager",
              List.of(
                  "scheduler_interface",
                  "poll_interval_sec",
                  "allowed_projects",
                  "default_project",
                  "allowed_queues",
                  "default_queue",
                  "job_template",
                  "optional_batch_job_params",
                  "submit_flags",
                  "delete_grace_sec"),
              "processing",
              List.of("num_workers", "hook_limit_sec"),
              "file_cleaner",
              List.of("cleanup_batch_size", "keep_days"),
              "auto_scaler",
              List.of(
                  "service_period",
                  "submit_project",
                  "submit_queue",
                  "job_mode",
                  "filter_tags",
                  "min_num_nodes",
                  "max_num_nodes",
                  "min_wall_time_min",
                  "max_wall_time_min",
                  "wall_time_pad_min",
                  "max_queue_wait_time_min",
                  "max_queued_jobs",
                  "use_backfill",
                  "max_node_hours_per_day",
                  "max_node_hours_of_project",
                  "quiet_hours",
                  "queues"),
              "elastic_queue",
              List.of(),
              "queue_maintainer",
              List.of("submit_period", "num_queued_jobs", "num_nodes", "wall_time_min"),
              TransferLimits.MODULE,
              List.of(
                  "transfer_locations",
                  "globus_endpoint_id",
                  "max_concurrent_transfers",
                  "transfer_batch_size",
                  "service_period",
                  "ways")));

  private ModuleKeys() {}

  private static SortedMap<String, List<String>> sorted(Map<String, List<String>> keys) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  /** Returns where an unknown key at the top of a file belongs, or the nearest key. */
  static String hint(String key) {
    if (ALL.containsKey(key)) {
      return belongs("'" + SettingsFile.MODULES + "'");
    }
    String places =
        ALL.entrySet().stream()
            .filter(module -> module.getValue().contains(key))
            .map(module -> "'" + SettingsFile.MODULES + ": " + module.getKey() + "'")
            .collect(Collectors.joining(" or "));
    return places.isEmpty()
        ? Nearest.question(key, Setting.keys(), nearestModule(key))
        : belongs(places);
  }

  private static String belongs(String places) {
    return "it belongs below " + places;
  }

  private static String nearestModule(String key) {
    return Nearest.to(key, ALL.keySet())
        .map(name -> "did you mean '%s' below '%s'?".formatted(name, SettingsFile.MODULES))
        .orElse("see 'balsam config show' for all keys");
  }
}

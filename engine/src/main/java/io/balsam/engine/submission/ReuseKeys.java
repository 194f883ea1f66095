package io.balsam.engine.submission;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.ValueLimits;
import io.balsam.engine.execution.PlainValues;
import io.balsam.engine.execution.RequiredParameters;
import io.balsam.engine.store.JobRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Checks declared jobs, fills in defaults, and computes the key of each. */
public final class ReuseKeys {

  private ReuseKeys() {}

  /**
   * Returns the checked jobs with their keys.
   *
   * @param order positions, parents before children
   * @param find reads jobs that exist already; unknown ones are left out
   * @throws IllegalArgumentException when a job is not valid
   */
  public static List<PreparedRun.One> prepare(
      List<JobSpec> specs,
      int[] order,
      Map<String, App> apps,
      Function<Collection<Long>, List<JobRecord>> find) {
    Map<Long, String> existing = existingKeys(specs, find);
    Map<String, Integer> seen = new HashMap<>();
    ReuseKey reuseKey = new ReuseKey();
    String[] keys = new String[specs.size()];
    PreparedRun.One[] jobs = new PreparedRun.One[specs.size()];
    for (int i : order) {
      JobSpec spec = specs.get(i);
      App app = WorkflowCheck.app(spec, apps);
      WorkflowCheck.inputs(spec);
      WorkflowCheck.slots(app, spec);
      try {
        Map<String, Object> parameters =
            PlainValues.map(RequiredParameters.complete(app, spec.parameters()));
        spec = plain(spec);
        String key = key(reuseKey, app, spec, parameters, keys, existing);
        int twins = seen.merge(key, 1, Integer::sum);
        // The second of two alike jobs is another sample, not the same one.
        keys[i] = twins == 1 ? key : key + "." + twins;
        jobs[i] = new PreparedRun.One(spec, parameters, keys[i], null, "");
      } catch (IllegalArgumentException e) {
        throw WorkflowCheck.wrong(spec, String.valueOf(e.getMessage()));
      }
    }
    return Arrays.asList(jobs);
  }

  private static JobSpec plain(JobSpec spec) {
    return new JobSpec(
        spec.app(),
        spec.workdir(),
        spec.parameters(),
        PlainValues.texts(spec.environment()),
        tags(spec),
        PlainValues.map(spec.data()),
        spec.resources(),
        spec.wallTime(),
        spec.priority(),
        PlainValues.texts(spec.launchParams()),
        spec.parents(),
        spec.inputs(),
        plain(spec.transfers()),
        spec.declaredAt());
  }

  private static String key(
      ReuseKey reuseKey,
      App app,
      JobSpec spec,
      Map<String, Object> parameters,
      String[] keys,
      Map<Long, String> existing) {
    List<Object> parents = new ArrayList<>(spec.parents().size());
    for (ParentRef parent : spec.parents()) {
      parents.add(List.of(parent.kind(), keyOf(parent, keys, existing)));
    }
    List<Object> inputs = new ArrayList<>();
    if (!spec.inputs().isEmpty() || !spec.transfers().isEmpty() || !spec.data().isEmpty()) {
      for (InputFiles input : spec.inputs()) {
        String from = input.from().map(ref -> keyOf(ref, keys, existing)).orElse("");
        inputs.add(List.of(from, input.pattern(), input.copy(), input.optional()));
      }
      inputs.add(onePlace(spec.transfers()));
      inputs.add(spec.data());
    }
    return reuseKey.of(app.fingerprint(), parameters, spec.environment(), inputs, parents);
  }

  private static Map<String, List<String>> plain(Map<String, List<String>> transfers) {
    Map<String, List<String>> plain = new LinkedHashMap<>();
    transfers.forEach(
        (slot, places) -> plain.put(slot, places.stream().map(String::valueOf).toList()));
    return plain;
  }

  /** Returns one place as a text, as keys had it when a slot had one place only. */
  private static Map<String, Object> onePlace(Map<String, List<String>> transfers) {
    Map<String, Object> values = new LinkedHashMap<>();
    transfers.forEach(
        (slot, places) -> values.put(slot, places.size() == 1 ? places.get(0) : places));
    return values;
  }

  private static String keyOf(ParentRef parent, String[] keys, Map<Long, String> existing) {
    return parent instanceof ParentRef.Declared declared
        ? keys[declared.index()]
        : existing.getOrDefault(((ParentRef.Existing) parent).jobId(), "");
  }

  private static Map<Long, String> existingKeys(
      List<JobSpec> specs, Function<Collection<Long>, List<JobRecord>> find) {
    Set<Long> ids = new HashSet<>();
    for (JobSpec spec : specs) {
      for (ParentRef parent : spec.parents()) {
        if (parent instanceof ParentRef.Existing existing) {
          ids.add(existing.jobId());
        }
      }
    }
    Map<Long, String> keys = new HashMap<>();
    if (!ids.isEmpty()) {
      for (JobRecord record : find.apply(ids)) {
        keys.put(record.row().id(), record.row().reuseKey());
      }
    }
    return keys;
  }

  private static Map<String, String> tags(JobSpec spec) {
    Map<String, String> tags = PlainValues.texts(spec.tags());
    try {
      tags.forEach(ValueLimits::tag);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a tag of the job at " + spec.declaredAt() + " " + e.getMessage(), e);
    }
    return tags;
  }
}

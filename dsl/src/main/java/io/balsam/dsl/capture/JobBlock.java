package io.balsam.dsl.capture;

import groovy.lang.Range;
import io.balsam.dsl.grammar.JobGrammar;
import io.balsam.dsl.source.Context;
import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.Durations;
import io.balsam.dsl.value.PlainValues;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.Memory;
import io.balsam.engine.domain.NamedAmounts;
import io.balsam.engine.domain.NodeRange;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Words of a job's block. */
final class JobBlock extends Block implements JobGrammar {

  private final DeclaredJob job;
  private @Nullable String path;
  private Map<String, Object> parameterValues = Map.of();
  private Map<String, String> variables = Map.of();
  private Map<String, String> labels = Map.of();
  private Map<String, Object> hookData = Map.of();
  private Map<String, String> launchOptions = Map.of();
  private Map<String, List<String>> slots = Map.of();
  private int fixedNodes = 1;
  private Optional<NodeRange> range = Optional.empty();
  private int ranksPerNode = 1;
  private int threadsPerRank = 1;
  private int threadsPerCore = 1;
  private double gpusPerRank;
  private int nodePackingCount = Resources.UNLIMITED;
  private long memory;
  private final Map<String, Integer> named = new TreeMap<>();
  private Duration limit = Duration.ZERO;
  private int rank;

  JobBlock(Names names, DeclaredJob job) {
    super(names, Context.JOB, job.at());
    this.job = job;
  }

  @Override
  public void workdir(String text) {
    path = taking("workdir", path == null ? "" : path, () -> Workdir.clean(text));
  }

  @Override
  public void parameters(Map<String, Object> values) {
    parameterValues = plain("parameters", parameterValues, values);
  }

  @Override
  public void nodes(Number count) {
    fixedNodes = whole("nodes", count);
    range = Optional.empty();
  }

  @Override
  public void nodes(Range<?> numbers) {
    range = NodeNumbers.read(numbers, here("nodes"), problems());
  }

  @Override
  public void ranksPerNode(Number count) {
    ranksPerNode = whole("ranksPerNode", count);
  }

  @Override
  public void threadsPerRank(Number count) {
    threadsPerRank = whole("threadsPerRank", count);
  }

  @Override
  public void threadsPerCore(Number count) {
    threadsPerCore = whole("threadsPerCore", count);
  }

  @Override
  public void gpusPerRank(Number gpus) {
    gpusPerRank = taking("gpusPerRank", 0.0, () -> Numbers.fromZero(gpus));
  }

  @Override
  public void nodePackingCount(Number count) {
    nodePackingCount = whole("nodePackingCount", count);
  }

  @Override
  public void memory(String amount) {
    memory =
        taking(
            "memory",
            memory,
            () ->
                Memory.bytes(amount)
                    .orElseThrow(
                        () -> new BadValue("must be " + Memory.FORM + ", not '" + amount + "'")));
  }

  @Override
  public void resource(String name) {
    resource(name, 1);
  }

  @Override
  public void resource(String name, Number count) {
    int n =
        taking(
            "resource",
            0,
            () -> {
              String wrong = NamedAmounts.wrongName(name);
              if (!wrong.isEmpty()) {
                throw new BadValue("cannot take " + wrong);
              }
              return Numbers.whole(count, 1);
            });
    if (n > 0) {
      named.put(name, n);
    }
  }

  private Resources resources() {
    return new Resources(
        range.map(NodeRange::fewest).orElse(fixedNodes),
        ranksPerNode,
        threadsPerRank,
        threadsPerCore,
        gpusPerRank,
        nodePackingCount,
        memory,
        named,
        range);
  }

  private int whole(String word, Number count) {
    return taking(word, 1, () -> Numbers.whole(count, 1));
  }

  @Override
  public void wallTime(Object duration) {
    limit = taking("wallTime", limit, () -> Durations.of(duration));
  }

  @Override
  public void launchParams(Map<String, Object> options) {
    LaunchOptions given =
        LaunchOptions.of(
            options,
            (name, hint) ->
                here("launchParams")
                    .inside(name)
                    .report(
                        problems(),
                        "'%s:' of 'launchParams' is no option: the MPI runner would run it as the program"
                            .formatted(name),
                        hint));
    launchOptions = texts("launchParams", launchOptions, given.on());
    launchOptions.keySet().removeAll(given.off());
  }

  @Override
  public void tags(Map<String, Object> values) {
    labels = texts("tags", labels, values);
  }

  @Override
  public void data(Map<String, Object> values) {
    hookData = plain("data", hookData, values);
  }

  @Override
  public void priority(Number value) {
    rank = taking("priority", 0, () -> Numbers.whole(value, Integer.MIN_VALUE));
  }

  @Override
  public void environment(Map<String, Object> values) {
    variables = texts("environment", variables, values);
  }

  @Override
  public void after(@Nullable Object... jobs) {
    job.waitFor(jobs, ParentKind.SUCCESS, "after");
  }

  @Override
  public void afterAny(@Nullable Object... jobs) {
    job.waitFor(jobs, ParentKind.ANY_END, "after_any");
  }

  @Override
  public void inputs(Map<String, Object> given) {
    Options options =
        new Options(
            "inputs",
            given,
            List.of("files", "from", "copy", "optional"),
            here("inputs"),
            problems());
    boolean copy = options.yes("copy", false);
    boolean optional = options.yes("optional", false);
    if (options.get("files") == null) {
      here("inputs").report(problems(), "'inputs' needs 'files:'", "write inputs files: '*.csv'");
      return;
    }
    for (Object pattern : list(options.get("files"))) {
      if (!(pattern instanceof CharSequence)) {
        options.bad(
            "files", "must be a string or a list of strings, not " + PlainValues.kind(pattern), "");
      } else if (options.has("from")) {
        for (Object parent : list(options.get("from"))) {
          Optional<ParentRef> ref = job.parent(parent, ParentKind.SUCCESS, "inputs from:");
          ref.ifPresent(from -> job.take(from, pattern.toString(), copy, optional));
        }
      } else {
        job.take(pattern.toString(), copy, optional);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Collection<@Nullable Object> list(@Nullable Object value) {
    return value instanceof Collection<?> list
        ? (Collection<@Nullable Object>) list
        : Collections.singletonList(value);
  }

  @Override
  public void transfers(Map<String, Object> places) {
    Map<String, List<String>> all = new LinkedHashMap<>(slots);
    places.forEach(
        (slot, value) -> {
          List<String> texts = new ArrayList<>();
          for (Object place : list(value)) {
            texts.addAll(
                texts("transfers", Map.of(), Collections.singletonMap(slot, place)).values());
          }
          if (!texts.isEmpty()) {
            all.put(String.valueOf(slot), List.copyOf(texts));
          }
        });
    slots = all;
  }

  private Map<String, Object> plain(
      String word, Map<String, Object> before, Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>(before);
    values.forEach(
        (key, value) -> {
          try {
            all.putAll(PlainValues.map(Collections.singletonMap(key, value)));
          } catch (BadValue e) {
            here(word)
                .inside(String.valueOf(key))
                .report(problems(), "'" + key + ":' of '" + word + "' " + e.getMessage(), "");
          }
        });
    return all;
  }

  private Map<String, String> texts(
      String word, Map<String, String> before, Map<String, Object> values) {
    return Texts.of(this, word, before, values);
  }

  /** Returns the declaration, without parents and inputs, which the job keeps itself. */
  JobSpec spec(String defaultWorkdir) {
    return new JobSpec(
        job.getApp(),
        path == null || path.isEmpty() ? defaultWorkdir : path,
        parameterValues,
        variables,
        labels,
        hookData,
        resources(),
        limit,
        rank,
        launchOptions,
        List.of(),
        List.of(),
        slots,
        job.at().ref());
  }
}

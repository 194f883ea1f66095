package io.balsam.bench.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a workload: in each round every contender has its turn, in another sequence each time, so
 * that other activity on the machine affects all alike.
 */
public final class Rounds {

  /**
   * Minimum duration for figures of processor time, which the kernel counts in hundredths of a
   * second.
   */
  private static final double LONG_ENOUGH = 0.5;

  /** Maximum number of turns of a fast contender. */
  private static final int MOST = 9;

  private final Workload workload;
  private final String rerun;
  private final Scratch scratch;
  private final double seconds;
  private final Consumer<String> progress;
  private final List<Double> loads = new ArrayList<>();
  private final List<Double> foreign = new ArrayList<>();
  private final Map<Contender, List<@Nullable Sample>> samples = new LinkedHashMap<>();
  private final Map<Contender, Double> spent = new HashMap<>();
  private final Map<Contender, String> failures = new LinkedHashMap<>();

  /**
   * Prepares the rounds without running anything.
   *
   * @param rerun the command that measures the workload again
   * @param scratch for the contenders' own directories
   * @param seconds a contender has additional turns as long as all of its turns take no longer
   * @param progress receives a line before every turn
   */
  public Rounds(
      Workload workload, String rerun, Scratch scratch, double seconds, Consumer<String> progress) {
    this.workload = workload;
    this.rerun = rerun;
    this.scratch = scratch;
    this.seconds = seconds;
    this.progress = progress;
    workload.contenders().forEach(one -> samples.put(one, new ArrayList<>()));
  }

  /**
   * Runs all rounds.
   *
   * @param sink receives the results so far after every turn
   */
  public Result run(Consumer<Result> sink) throws InterruptedException, IOException {
    for (int round = 0; round < Math.max(MOST, workload.rounds()); round++) {
      List<Contender> order = new ArrayList<>(workload.contenders());
      Collections.shuffle(order, new Random(round));
      for (Contender contender : order) {
        boolean turn = hasTurn(contender, round);
        of(contender).add(turn ? turn(contender, round) : null);
        if (turn) {
          sink.accept(result());
        }
      }
    }
    return result();
  }

  private boolean hasTurn(Contender contender, int round) {
    if (contender.missing().isPresent() || failures.containsKey(contender)) {
      return false;
    }
    double soFar = spent.getOrDefault(contender, 0.0);
    return round < Math.min(workload.rounds(), contender.rounds())
        || soFar + soFar / turns(contender) < seconds;
  }

  private long turns(Contender contender) {
    return of(contender).stream().filter(Objects::nonNull).count();
  }

  private Result result() {
    return new Result(
        workload.name(),
        workload.title(),
        workload.unit().title,
        workload.unit().moreIsBetter,
        rerun,
        spent.values().stream().mapToDouble(Double::doubleValue).sum(),
        spread(loads),
        spread(foreign),
        workload.contenders().stream().map(this::row).toList());
  }

  private @Nullable Sample turn(Contender contender, int round)
      throws IOException, InterruptedException {
    progress.accept("%s %d: %s".formatted(workload.name(), round + 1, contender.name()));
    Path directory = scratch.directory();
    loads.add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    long start = System.nanoTime();
    try {
      ProcessorTime before = ProcessorTime.now();
      Sample sample = contender.work().run(directory);
      double seconds = (System.nanoTime() - start) / 1e9;
      ProcessorTime spent = ProcessorTime.now().since(before);
      double others = Math.max(0, spent.machine() - spent.own());
      if (seconds > LONG_ENOUGH) {
        double share = others / seconds / Runtime.getRuntime().availableProcessors();
        foreign.add(Math.min(1, share));
      }
      return sample;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      failures.put(contender, "failed: " + e.getMessage());
      return null;
    } finally {
      spent.merge(contender, (System.nanoTime() - start) / 1e9, Double::sum);
    }
  }

  private Row row(Contender contender) {
    String failure = failures.get(contender);
    List<Sample> all = of(contender).stream().filter(Objects::nonNull).toList();
    if (all.isEmpty()) {
      return Row.without(contender, failure == null ? contender.missing().orElse("") : failure);
    }
    Map<String, Double> more = new LinkedHashMap<>();
    for (String name : all.get(0).more().keySet()) {
      more.put(
          name,
          Spread.of(all.stream().map(s -> s.more().getOrDefault(name, Double.NaN)).toList())
              .median());
    }
    return new Row(
        contender.name(),
        failure == null ? "" : failure,
        contender.jobs(),
        all.size(),
        Spread.of(all.stream().map(Sample::figure).toList()),
        ratio(contender),
        known(all, Sample::cpuMicros),
        known(all, Sample::peakMib),
        more,
        of(contender).stream().map(Rounds::figure).collect(Collectors.toList()));
  }

  private @Nullable Spread ratio(Contender contender) {
    List<@Nullable Sample> mine = of(contender);
    List<@Nullable Sample> reference = of(workload.contenders().get(0));
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(mine.size(), reference.size()); round++) {
      Sample one = mine.get(round);
      Sample other = reference.get(round);
      if (one != null && other != null) {
        ratios.add(workload.unit().ratio(one.figure(), other.figure()));
      }
    }
    return ratios.isEmpty() ? null : Spread.of(ratios);
  }

  private List<@Nullable Sample> of(Contender contender) {
    return Objects.requireNonNull(samples.get(contender));
  }

  private static @Nullable Double figure(@Nullable Sample sample) {
    return sample == null ? null : sample.figure();
  }

  private static @Nullable Spread known(
      List<Sample> all, Function<Sample, @Nullable Double> figure) {
    List<Double> known = new ArrayList<>();
    for (Sample sample : all) {
      Double value = figure.apply(sample);
      if (value != null) {
        known.add(value);
      }
    }
    return known.isEmpty() ? null : Spread.of(known);
  }

  private static Spread spread(List<Double> figures) {
    return figures.isEmpty() ? new Spread(0, 0, 0) : Spread.of(figures);
  }
}

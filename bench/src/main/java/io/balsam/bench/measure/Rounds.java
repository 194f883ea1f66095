package io.balsam.bench.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a workload: in each round every contender has its turn, in another order each time, so that
 * what else happens on the machine meets all alike.
 */
public final class Rounds {

  /** The kernel counts processor time in hundredths of a second. */
  private static final double LONG_ENOUGH = 0.5;

  private final Workload workload;
  private final Path work;
  private final Consumer<String> progress;
  private final List<Double> loads = new ArrayList<>();
  private final List<Double> foreign = new ArrayList<>();
  private final Map<Contender, @Nullable Sample[]> samples = new LinkedHashMap<>();
  private final Map<Contender, String> failures = new LinkedHashMap<>();

  /**
   * With nothing run yet.
   *
   * @param work a directory for the contenders' own directories
   * @param progress told of every turn
   */
  public Rounds(Workload workload, Path work, Consumer<String> progress) {
    this.workload = workload;
    this.work = work;
    this.progress = progress;
    workload.contenders().forEach(one -> samples.put(one, new Sample[workload.rounds()]));
  }

  public Result run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int round = 0; round < workload.rounds(); round++) {
      List<Contender> order = new ArrayList<>(workload.contenders());
      Collections.shuffle(order, new Random(round));
      for (Contender contender : order) {
        if (round < contender.rounds()
            && contender.missing().isEmpty()
            && !failures.containsKey(contender)) {
          turn(contender, round);
        }
      }
    }
    return new Result(
        workload.name(),
        workload.title(),
        workload.unit().title,
        (System.nanoTime() - start) / 1e9,
        spread(loads),
        spread(foreign),
        workload.contenders().stream().map(this::row).toList());
  }

  private void turn(Contender contender, int round) throws IOException, InterruptedException {
    progress.accept(
        "%s %d/%d: %s".formatted(workload.name(), round + 1, workload.rounds(), contender.name()));
    Path directory = Files.createTempDirectory(work, "turn");
    loads.add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    try {
      ProcessorTime before = ProcessorTime.now();
      long start = System.nanoTime();
      Sample sample = contender.work().run(directory);
      double seconds = (System.nanoTime() - start) / 1e9;
      ProcessorTime spent = ProcessorTime.now().since(before);
      double others = Math.max(0, spent.machine() - spent.own());
      if (seconds > LONG_ENOUGH) {
        double share = others / seconds / Runtime.getRuntime().availableProcessors();
        foreign.add(Math.min(1, share));
      }
      Objects.requireNonNull(samples.get(contender))[round] = sample;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      failures.put(contender, "failed: " + e.getMessage());
    } finally {
      new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
    }
  }

  private Row row(Contender contender) {
    String failure = failures.get(contender);
    List<Sample> all = of(contender).filter(Objects::nonNull).toList();
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
        more);
  }

  private @Nullable Spread ratio(Contender contender) {
    List<Sample> mine = of(contender).toList();
    List<Sample> reference = of(workload.contenders().get(0)).toList();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < mine.size(); round++) {
      if (mine.get(round) != null && reference.get(round) != null) {
        ratios.add(workload.unit().ratio(mine.get(round).figure(), reference.get(round).figure()));
      }
    }
    return ratios.isEmpty() ? null : Spread.of(ratios);
  }

  @SuppressWarnings("NullAway") // Arrays.asList would say the same: rounds without a turn are null.
  private Stream<Sample> of(Contender contender) {
    return Stream.of(samples.get(contender));
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

package io.balsam.bench;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Result;
import io.balsam.bench.measure.Rounds;
import io.balsam.bench.measure.Scratch;
import io.balsam.bench.measure.Unit;
import io.balsam.bench.measure.Workload;
import io.balsam.bench.programs.Balsam;
import io.balsam.bench.programs.Tools;
import io.balsam.bench.show.Machine;
import io.balsam.bench.show.Page;
import io.balsam.bench.show.Plot;
import io.balsam.bench.show.Report;
import io.balsam.bench.show.TextTable;
import io.balsam.bench.verdict.Targets;
import io.balsam.engine.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Command of the benchmark suite. {@code --help} lists its options. */
public final class Bench {

  private final Options options;
  private final Scratch scratch;
  private final Balsam balsam;

  private Bench(Options options, Scratch scratch) {
    this.options = options;
    this.scratch = scratch;
    Tools tools = new Tools(options.tools(), Runtime.getRuntime().availableProcessors());
    this.balsam = new Balsam(options.balsam(), options.out().resolve("cache"), tools);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Optional<Options> options;
    try {
      options = Options.read(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    if (options.isEmpty()) {
      return;
    }
    try (Scratch scratch = Scratch.create()) {
      new Bench(options.get(), scratch).run();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private void run() throws IOException, InterruptedException {
    Files.createDirectories(options.out().resolve("cache"));
    String version = "not built";
    if (balsam.missing().isEmpty()) {
      Path work = scratch.directory();
      balsam.warmUp(work);
      version = balsam.line("--version").run(work).output().strip().replaceFirst("^balsam ", "");
    }
    Machine machine = Machine.here(version);
    List<Result> results = new ArrayList<>();
    try (Suite suite = new Suite(options.size(), options.rounds(), balsam.tools(), balsam)) {
      for (String name : options.workloads(suite.workloads().keySet())) {
        Result result =
            measure(
                name,
                Objects.requireNonNull(suite.workloads().get(name)),
                soFar -> write(machine, with(results, soFar)));
        results.add(result);
        write(machine, results);
        System.out.println(TextTable.plain(result));
      }
    }
    Report report = report(machine, results);
    if (!report.targets().isEmpty()) {
      System.out.print(TextTable.plain(report));
    }
  }

  /**
   * Measures a workload; one that cannot even be set up gets a row that says so, and the others
   * continue.
   */
  private Result measure(String name, Supplier<Workload> workload, Consumer<Result> sink)
      throws IOException, InterruptedException {
    Workload work;
    try {
      work = workload.get();
    } catch (RuntimeException e) {
      work =
          new Workload(
              name,
              "it could not be set up",
              Unit.SECONDS,
              1,
              List.of(Contender.missing(name, String.valueOf(e.getMessage()))));
    }
    double seconds = options.size().seconds;
    return new Rounds(work, options.again(name), scratch, seconds, System.err::println).run(sink);
  }

  private static List<Result> with(List<Result> results, Result last) {
    List<Result> all = new ArrayList<>(results);
    all.add(last);
    return all;
  }

  private Report report(Machine machine, List<Result> results) {
    return new Report(
        machine,
        options.again(""),
        options.size().name().toLowerCase(Locale.ROOT),
        // The smallest size only shows that the suite works.
        options.size() == Size.QUICK ? List.of() : Targets.of(results),
        results);
  }

  /** Writes the results after every turn, so that an interrupted suite keeps those it has. */
  private void write(Machine machine, List<Result> results) {
    try {
      Report report = report(machine, results);
      Path out = options.out();
      Path next = out.resolve("bench.json.next");
      Json.mapper().writerWithDefaultPrettyPrinter().writeValue(next.toFile(), report);
      Files.move(next, out.resolve("bench.json"), StandardCopyOption.REPLACE_EXISTING);
      for (Result result : results) {
        Files.writeString(out.resolve("bench-" + result.name() + ".svg"), Plot.svg(result));
      }
      if (options.page().isPresent()) {
        Page.fill(options.page().get(), report);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

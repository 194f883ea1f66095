package io.balsam.bench;

import io.balsam.bench.measure.Result;
import io.balsam.bench.measure.Rounds;
import io.balsam.bench.programs.Balsam;
import io.balsam.bench.programs.Tools;
import io.balsam.bench.show.Machine;
import io.balsam.bench.show.Page;
import io.balsam.bench.show.Plot;
import io.balsam.bench.show.Report;
import io.balsam.bench.show.TextTable;
import io.balsam.engine.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The benchmark suite's command. {@code --help} tells what it takes. */
public final class Bench {

  private final Options options;
  private final Path work;
  private final Balsam balsam;

  private Bench(Options options, Path work) {
    this.options = options;
    this.work = work;
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
    Path work = Files.createTempDirectory("balsam-bench");
    try {
      new Bench(options.get(), work).run();
    } finally {
      new ProcessBuilder("rm", "-rf", work.toString()).start().waitFor();
    }
  }

  private void run() throws IOException, InterruptedException {
    Files.createDirectories(options.out().resolve("cache"));
    String version = "not built";
    if (balsam.missing().isEmpty()) {
      balsam.warmUp(work);
      version = balsam.line("--version").run(work).output().strip().replaceFirst("^balsam ", "");
    }
    List<Result> results = new ArrayList<>();
    Machine machine = Machine.here(version);
    try (Suite suite = new Suite(options.size(), options.rounds(), balsam.tools(), balsam)) {
      for (var workload : suite.workloads().entrySet()) {
        if (options.wants(workload.getKey())) {
          Result result =
              new Rounds(workload.getValue().get(), work, turn -> System.err.println(turn)).run();
          System.out.println(TextTable.plain(result));
          results.add(result);
          // After each: a suite that is interrupted has not worked for nothing.
          write(machine, results);
        }
      }
    }
  }

  private void write(Machine machine, List<Result> results) throws IOException {
    Report report =
        new Report(
            machine,
            "make bench ARGS='" + options.typed() + "'",
            options.size().name().toLowerCase(Locale.ROOT),
            results);
    Path out = options.out();
    Json.mapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(out.resolve("bench.json").toFile(), report);
    for (Result result : results) {
      Files.writeString(out.resolve("bench-" + result.name() + ".svg"), Plot.svg(result));
    }
    if (options.page().isPresent()) {
      Page.fill(options.page().get(), report);
    }
  }
}

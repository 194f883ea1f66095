package io.balsam.bench.programs;

import io.balsam.bench.measure.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Engines that are Python libraries, driven by a short script of ours. */
public record Python(Tools tools, Engine engine) implements Program {

  /** The available engines. */
  public enum Engine {
    PARSL("Parsl, HTEX", "parsl", 1_000, Set.of(Shape.APART, Shape.CHAIN, Shape.FAN, Shape.ONE)),
    PARSL_THREADS("Parsl, threads", "parsl", 10_000, Set.of(Shape.FUNCTIONS)),
    HYPERQUEUE(
        "HyperQueue", "hyperqueue", 5_000, Set.of(Shape.APART, Shape.CHAIN, Shape.FAN, Shape.ONE)),
    SNAKEMAKE(
        "snakemake", "snakemake", 200, Set.of(Shape.APART, Shape.CHAIN, Shape.FAN, Shape.ONE));

    private final String title;
    private final String library;
    private final int most;
    private final Set<Shape> shapes;

    Engine(String title, String library, int most, Set<Shape> shapes) {
      this.title = title;
      this.library = library;
      this.most = most;
      this.shapes = shapes;
    }
  }

  @Override
  public String title() {
    return engine.title;
  }

  @Override
  public Optional<String> missing() {
    try (var found = Files.newDirectoryStream(tools.folder().resolve("python/lib"), "python3*")) {
      for (Path lib : found) {
        if (Files.isDirectory(lib.resolve("site-packages").resolve(engine.library))) {
          return Optional.empty();
        }
      }
    } catch (IOException e) {
      // No such directory: nothing was fetched.
    }
    return Optional.of("not installed; bench/peers.sh fetches what can be had");
  }

  @Override
  public boolean can(Shape shape) {
    return engine.shapes.contains(shape);
  }

  @Override
  public int share(Shape shape, int jobs) {
    return Math.min(jobs, shape == Shape.CHAIN ? Math.min(200, engine.most) : engine.most);
  }

  @Override
  public Line prepare(Shape shape, int jobs, Path directory) throws IOException {
    Path bin = tools.folder().resolve("python/bin");
    Map<String, String> environment =
        Map.of("HOME", directory.toString(), "PATH", bin + ":" + System.getenv("PATH"));
    if (engine == Engine.SNAKEMAKE) {
      String text = Tools.text("snakemake.smk");
      Tools.write(
          directory,
          "Snakefile",
          "SHAPE, JOBS, COMMAND = '%s', %d, '%s'\n%s"
              .formatted(shape, jobs, shape.command(), text));
      List<String> words =
          List.of(
              bin.resolve("snakemake").toString(),
              "--cores",
              String.valueOf(tools.slots()),
              "--quiet",
              "--nolock");
      return new Line(words, environment);
    }
    String script = engine.name().toLowerCase(java.util.Locale.ROOT).replaceAll("_.*", "") + ".py";
    Tools.write(directory, "drive.py", Tools.text(script));
    return new Line(
        List.of(
            bin.resolve("python").toString(),
            "drive.py",
            shape.name(),
            String.valueOf(jobs),
            shape.command(),
            String.valueOf(tools.slots())),
        environment);
  }
}

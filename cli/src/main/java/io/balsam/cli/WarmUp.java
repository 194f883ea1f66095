package io.balsam.cli;

import io.balsam.cli.term.Io;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.server.ApiClient;
import io.balsam.server.ApiException;
import io.balsam.server.ApiServer;
import io.balsam.server.OwnerAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Exercises most of the program in a directory of its own, so that the classes it needs are loaded
 * when the JVM writes its start-up archive. Started by {@code bin/balsam}.
 */
final class WarmUp {

  private static final String SCRIPT =
      """
      param 'times', default: 2, help: 'how often'
      app('greet') {
        command 'echo {{name}} | cat; sleep 1'
        parameter 'name', required: true
        postprocess { job -> job.data.seen = job.workdir.resolve('job.out').text; proceed() }
      }
      app('gather') { command 'true' }
      def all = (0..<params.times).collect { i -> job('greet') { parameters name: "n$i" } }
      2.times { n -> job('gather') { workdir "gather-$n"; after all } }
      """;

  private WarmUp() {}

  public static void main(String[] args) throws Exception {
    Path site = Files.createTempDirectory("balsam-warm-up");
    try {
      // A script that is not in the cache: the compiler's classes are to be in the archive, too.
      Files.writeString(site.resolve("warm.groovy"), SCRIPT + "// " + site);
      Files.writeString(site.resolve("settings.yml"), "kill_grace: 1\n");
      Io io = silent(site);
      Thread looks = new Thread(() -> lookOften(io), "looks");
      looks.start();
      call(io, "run warm.groovy --param times=2");
      call(io, "run warm.groovy --resume");
      for (String line : LOOKS) {
        call(io, line);
      }
      encrypted();
      looks.join();
    } finally {
      remove(site);
    }
    System.exit(0);
  }

  private static final List<String> LOOKS =
      List.of(
          "--help",
          "run --help",
          "lint warm.groovy",
          "runs",
          "job ls",
          "job ls --json",
          "job show 1",
          "job logs 1",
          "job tree",
          "explain 1",
          "events",
          "dag -o -",
          "report -o -",
          "config show",
          "plugins ls",
          "doctor",
          "completion bash",
          "rnus");

  /** Looks at the site while a run goes on, so that the classes of its API are loaded as well. */
  private static void lookOften(Io io) {
    try {
      for (int i = 0; i < 4; i++) {
        Thread.sleep(700);
        call(io, "runs");
        call(io, "job ls");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes an encrypted connection with a wrong token, to load the classes of TLS. */
  private static void encrypted() {
    Sessions none =
        (Sessions)
            Proxy.newProxyInstance(
                WarmUp.class.getClassLoader(), new Class<?>[] {Sessions.class}, (o, m, a) -> null);
    try (ApiServer server = ApiServer.start(none, "right", OwnerInfo.thisHost());
        ApiClient client =
            new ApiClient(new OwnerAddress(server.url(), "wrong", server.address().pin()))) {
      client.runs();
    } catch (ApiException | IllegalArgumentException | UncheckedIOException e) {
      // Expected; or this host has no name by which other machines could reach it.
    }
  }

  private static void call(Io io, String line) {
    Main.run(List.of(line.split(" ")), io);
  }

  private static Io silent(Path site) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Map<String, String> environment = Map.of("PATH", path(), "HOME", site.toString());
    return new Io(nowhere, nowhere, environment, site, true, 100, true, "balsam");
  }

  private static String path() {
    String path = System.getenv("PATH");
    return path == null ? "/usr/bin:/bin" : path;
  }

  private static void remove(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}

package io.balsam.bench.process;

import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.process.ShellSpawner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** One way of running many processes that do nothing. */
enum Way {
  XARGS_BARE("xargs -P2 true") {
    @Override
    void run(Path dir, int jobs) throws IOException, InterruptedException {
      xargs(jobs, "true");
    }
  },
  XARGS_FULL("xargs -P2, own directory and outputs") {
    @Override
    void run(Path dir, int jobs) throws IOException, InterruptedException {
      for (int i = 1; i <= jobs; i++) {
        Files.createDirectory(dir.resolve(String.valueOf(i)));
      }
      xargs(jobs, "sh -c 'cd " + dir + "/$1 && exec true >job.out 2>job.err' sh");
    }
  },
  SPAWNER("ShellSpawner, 2 at a time") {
    @Override
    void run(Path dir, int jobs) throws InterruptedException {
      spawn(dir, jobs, 2);
    }
  },
  SPAWNER_64("ShellSpawner, 64 at a time") {
    @Override
    void run(Path dir, int jobs) throws InterruptedException {
      spawn(dir, jobs, 64);
    }
  },
  BUILDER("ProcessBuilder, 2 at a time") {
    @Override
    void run(Path dir, int jobs) throws InterruptedException {
      AtomicInteger next = new AtomicInteger();
      Runnable loop =
          () -> {
            for (int i = next.incrementAndGet(); i <= jobs; i = next.incrementAndGet()) {
              build(dir.resolve(String.valueOf(i)), i);
            }
          };
      Thread other = new Thread(loop, "second");
      other.start();
      loop.run();
      other.join();
    }
  };

  final String title;

  Way(String title) {
    this.title = title;
  }

  abstract void run(Path dir, int jobs) throws IOException, InterruptedException;

  private static Map<String, String> environment(int job) {
    return Map.of(
        "BALSAM_JOB_ID", String.valueOf(job),
        "BALSAM_RUN", "bench-1",
        "BALSAM_ATTEMPT", "1",
        "BALSAM_NODE", "localhost",
        "OMP_NUM_THREADS", "1");
  }

  private static void xargs(int jobs, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", "seq " + jobs + " | xargs -P2 -n1 " + command)
            .inheritIO()
            .start();
    check(process.waitFor() == 0);
  }

  private static void spawn(Path dir, int jobs, int atOnce) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(jobs);
    AtomicInteger next = new AtomicInteger();
    try (ShellSpawner spawner = new ShellSpawner()) {
      for (int i = 0; i < atOnce; i++) {
        startNext(spawner, dir, jobs, next, left);
      }
      left.await();
    }
  }

  private static void startNext(
      ShellSpawner spawner, Path dir, int jobs, AtomicInteger next, CountDownLatch left) {
    int job = next.incrementAndGet();
    if (job > jobs) {
      return;
    }
    Path workdir = dir.resolve(String.valueOf(job));
    spawner.start(
        new ProcessSpec(job, 1, workdir, "true", "", environment(job), false),
        end -> {
          check(end.exitCode() != null && end.exitCode() == 0);
          left.countDown();
          startNext(spawner, dir, jobs, next, left);
        });
  }

  private static void build(Path workdir, int job) {
    try {
      Files.createDirectory(workdir);
      ProcessBuilder builder =
          new ProcessBuilder("true")
              .directory(workdir.toFile())
              .redirectOutput(workdir.resolve("job.out").toFile())
              .redirectError(workdir.resolve("job.err").toFile());
      builder.environment().putAll(environment(job));
      check(builder.start().waitFor() == 0);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(boolean good) {
    if (!good) {
      throw new IllegalStateException("a process that does nothing failed");
    }
  }
}

package io.balsam.cobalt.fake;

import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.testkit.HostCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A Cobalt on this machine. It implements {@code qsub}, {@code qstat}, {@code qdel}, {@code qhold},
 * {@code qrls}, {@code qalter} and {@code nodelist}, answers in the words of the real one, and
 * really runs the scripts, each in a session of its own with the environment Cobalt provides. The
 * commands can be run through this object, and as programs of {@link #programs()} by any process;
 * these include an {@code aprun} that starts all ranks on this machine. {@link #close()} ends every
 * job.
 */
public final class FakeCobalt implements CommandRunner, AutoCloseable {

  private final Path folder;
  private final CobaltQueues queues;
  private final Programs programs;
  private volatile boolean unreachable;

  /**
   * Starts a Cobalt without jobs.
   *
   * @throws UncheckedIOException when its programs cannot be written
   */
  public FakeCobalt(CobaltSite site) {
    try {
      folder = Files.createTempDirectory("fake-cobalt");
      programs = new Programs(folder, this::answer);
      queues = new CobaltQueues(site, folder, programs.folder());
      programs.serve();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a directory for the {@code PATH} of processes that run the commands as programs. */
  public Path programs() {
    return programs.folder();
  }

  /** Runs one of the commands here, and any other as a process with them on its path. */
  @Override
  public CommandResult run(
      List<String> command, Map<String, String> environment, String stdin, Duration limit) {
    String program = command.get(0);
    if (!Programs.COBALT.contains(program)) {
      return new HostCommands().run(command, environment, stdin, limit);
    }
    String header = environment.getOrDefault("QSTAT_HEADER", "");
    List<String> words = command.subList(1, command.size());
    String user = System.getProperty("user.name");
    return answer(new Call(program, words, Path.of("").toAbsolutePath(), user, header));
  }

  /** Sets the state of a queue, as {@code cqadm} does. */
  public void queue(String name, CobaltQueue.State state) {
    queues.set(Objects.requireNonNull(queues.queue(name), name).in(state));
  }

  /** Marks a node down, or up again, as {@code nodeadm} does. */
  public void down(String node, boolean isDown) {
    queues.setDown(node, isDown);
  }

  /** Sets whether all commands fail because the queue manager does not answer; jobs continue. */
  public void unreachable(boolean now) {
    unreachable = now;
  }

  /** Sets a job to any state, such as {@code admin_hold}. */
  public void state(String id, String state) {
    synchronized (queues) {
      Objects.requireNonNull(queues.jobs().get(Integer.valueOf(id)), id).state = state;
    }
  }

  /** Ends all jobs at once, and removes the programs. */
  @Override
  public void close() {
    queues.close();
    programs.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandResult answer(Call call) {
    if (unreachable) {
      return new CommandResult(1, "", "Failed to connect to queue-manager\n");
    }
    try {
      return switch (call.program()) {
        case "qsub" -> new Qsub(queues).run(call);
        case "qstat" -> new Qstat(queues).run(call);
        case "qdel" -> new Qdel(queues).run(call);
        case "qhold" -> new Holds(queues).hold(call);
        case "qrls" -> new Holds(queues).release(call);
        case "qalter" -> new Holds(queues).alter(call);
        default -> new Nodelist(queues).run(call);
      };
    } catch (Refusal e) {
      return e.result();
    }
  }
}

package io.balsam.bench.staging;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Sample;
import io.balsam.bench.programs.Balsam;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Jobs whose files lie on a server of the suite, and the plain tools that move the same files. A
 * server is started before the measured time.
 */
public final class StagingJobs implements AutoCloseable {

  /** Name of the figure of items that are moved. */
  public static final String ITEMS = "items/s";

  private static final String RSYNC = "rsync -a -e \"ssh -F $SSH\" testhost:$SOURCE/ in/\n";

  private static final String RSYNC_BOTH =
      RSYNC + "rsync -a -e \"ssh -F $SSH\" in/ testhost:$PWD/out/";

  private static final String SCP_EACH =
      "for i in $(seq 0 $LAST); do mkdir $i; scp -q -F $SSH testhost:$SOURCE/$i/f0 $i/; done";

  private static final String SCP = "scp -q -F $SSH testhost:$SOURCE/0/f0 .";

  private static final String GRIDFTP_BOTH =
      """
      globus-url-copy -r -cd -fast $FLAGS $SERVER$SOURCE/ file://$PWD/in/
      globus-url-copy -r -cd -fast $FLAGS file://$PWD/in/ $SERVER$PWD/out/
      """;

  private static final String CP_BOTH = "cp -r $SOURCE in\ncp -r in out\n";

  private static final String OURS = "Balsam";

  private final Balsam balsam;
  private final Sources sources = new Sources();
  private final Servers servers = new Servers();

  /** Creates the contenders' factory; no server is started yet. */
  public StagingJobs(Balsam balsam) {
    this.balsam = balsam;
  }

  /** Returns the ways to move small files to jobs and back by ssh; the figure is seconds. */
  public List<Contender> ssh(int jobs, int files) {
    Path source = sources.small(jobs, files);
    PlainTool rsync = new PlainTool(RSYNC_BOTH, source, 2 * jobs * files);
    StagedRun run = new StagedRun(balsam, source, jobs, files, true, "");
    StagedRun copied = new StagedRun(balsam, source, jobs, files, true, "cp");
    return List.of(
        ssh("rsync -a in, then out", jobs, directory -> rsync.run(directory, ssh(directory))),
        ssh(OURS, jobs, directory -> run.run(directory, sshHost(directory))),
        contender(
            "Balsam, files on this machine",
            jobs,
            Optional.empty(),
            directory -> copied.run(directory, Host.HERE)));
  }

  /** Returns the ways to move small files to jobs and back by GridFTP; the figure is seconds. */
  public List<Contender> gridFtp(int jobs, int files) {
    Path source = sources.small(jobs, files);
    PlainTool copy = new PlainTool(GRIDFTP_BOTH, source, 2 * jobs * files);
    StagedRun run = new StagedRun(balsam, source, jobs, files, true, "");
    return List.of(
        gridFtp(
            "globus-url-copy -fast in, then out",
            jobs,
            directory -> copy.run(directory, gridFtp(""))),
        gridFtp(
            "the same, -pp -cc 4", jobs, directory -> copy.run(directory, gridFtp("-pp -cc 4"))),
        gridFtp(OURS, jobs, directory -> run.run(directory, Host.gridFtp(servers.gridFtp()))));
  }

  /**
   * Returns the ways to move small files to jobs and back by what stands for Globus, which copies
   * them on this machine; the figure is seconds.
   */
  public List<Contender> globus(int jobs, int files) {
    Path source = sources.small(jobs, files);
    PlainTool copy = new PlainTool(CP_BOTH, source, 2 * jobs * files);
    StagedRun run = new StagedRun(balsam, source, jobs, files, true, "");
    return List.of(
        contender(
            "cp -r in, then out",
            jobs,
            Optional.empty(),
            directory -> copy.run(directory, Map.of())),
        contender(
            OURS,
            jobs,
            Globus.missing(),
            directory -> {
              Sample took = run.run(directory, servers.globus().host());
              double alone = Objects.requireNonNull(took.more().get(StagedRun.ALONE));
              return took.with(ITEMS, 2.0 * jobs * files / alone);
            }));
  }

  /**
   * Returns the ways to bring one file to each job; the figure is jobs per second.
   *
   * @param few number of jobs of a tool that connects for each
   */
  public List<Contender> each(int jobs, int few) {
    Path source = sources.small(jobs, 1);
    PlainTool scp = new PlainTool(SCP_EACH.replace("$LAST", "" + (few - 1)), source, few);
    StagedRun run = new StagedRun(balsam, source, jobs, 1, false, "");
    StagedRun byScp = new StagedRun(balsam, source, jobs, 1, false, "scp");
    return List.of(
        ssh("scp, one for each", few, directory -> rate(few, scp.run(directory, ssh(directory)))),
        ssh(OURS, jobs, directory -> rate(jobs, run.run(directory, sshHost(directory)))),
        ssh(
            "Balsam, via scp",
            jobs,
            directory -> rate(jobs, byScp.run(directory, sshHost(directory)))));
  }

  /** Returns the ways to bring one large file to a job; the figure is seconds. */
  public List<Contender> large(int megabytes) {
    Path source = sources.large(megabytes);
    PlainTool rsync = new PlainTool(RSYNC, source, 1);
    PlainTool scp = new PlainTool(SCP, source, 1);
    StagedRun run = new StagedRun(balsam, source, 1, 1, false, "");
    return List.of(
        ssh("rsync -a", 1, removing(directory -> rsync.run(directory, ssh(directory)))),
        ssh("scp", 1, removing(directory -> scp.run(directory, ssh(directory)))),
        ssh(OURS, 1, removing(directory -> run.run(directory, sshHost(directory)))));
  }

  private Map<String, String> ssh(Path directory) throws IOException {
    return Map.of("SSH", servers.sshConfig(directory).toString());
  }

  private Host sshHost(Path directory) throws IOException {
    return Host.ssh(servers.sshConfig(directory));
  }

  private Map<String, String> gridFtp(String flags) {
    return Map.of("SERVER", servers.gridFtp(), "FLAGS", flags);
  }

  private Contender ssh(String name, int jobs, Contender.Work work) {
    return contender(name, jobs, servers.noSsh(), work);
  }

  private Contender gridFtp(String name, int jobs, Contender.Work work) {
    return contender(name, jobs, servers.noGridFtp(), work);
  }

  private Contender contender(
      String name, int jobs, Optional<String> missing, Contender.Work work) {
    return new Contender(
        name,
        jobs,
        Integer.MAX_VALUE,
        missing.isEmpty() && name.startsWith(OURS) ? balsam.missing() : missing,
        work);
  }

  private static Contender.Work removing(Contender.Work work) {
    return directory -> {
      try {
        return work.run(directory);
      } finally {
        Sources.remove(directory);
      }
    };
  }

  private static Sample rate(int jobs, Sample took) {
    return new Sample(jobs / took.figure(), took.cpuMicros(), took.peakMib(), took.more());
  }

  @Override
  public void close() throws IOException {
    servers.close();
    sources.close();
  }
}

package io.balsam.cli.launch;

import io.balsam.agent.launch.AllocationLaunchers;
import io.balsam.agent.launch.LauncherRequest;
import io.balsam.agent.launch.WorkerProcess;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.Sites;
import java.nio.file.Path;
import java.util.Optional;

/** The {@code balsam launcher} command. */
public final class LauncherCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("launcher", "run a site's jobs on the nodes of an allocation")
        .with(
            Opt.value("job-mode", "MODE", "mpi or serial (default: the BatchJob's, or mpi)")
                .letter("j"),
            Opt.value("tag", "NAME=VALUE", "take only jobs with this tag").repeated(),
            Opt.value(
                    "partition",
                    "MODE:NODES[:k=v,…]",
                    "a separate launcher for a part of the nodes; the parts must add up")
                .letter("p")
                .repeated(),
            Opt.value("batch-job", "N", "the BatchJob it runs in; provides what options do not"),
            Opt.value(
                    "time-limit", "MIN", "minutes it may run (default: until the allocation ends)")
                .letter("t"),
            Opt.value("idle-ttl", "SEC", "end after SEC seconds without a job; 0: never"),
            Opt.value("worker", "FILE", "internal: run as a worker of a serial launcher")
                .completing(Opt.Complete.FILE))
        .about(
            """
            The script of a BatchJob starts it on the first node of the allocation. It finds its nodes by
            the setting 'nodes', leases jobs from the site's agent, and reports how they end. Several
            launchers may work for one site; a job never runs in two of them.

            In mode mpi every job is started from here, jobs of several ranks through the MPI runner. In
            mode serial a worker on each node starts jobs of one rank itself.

            It ends when it has had no job for the idle time, shortly before its time is over, on SIGTERM,
            and when its BatchJob is cancelled. Jobs that still run are then ended, and the app's
            handle_timeout decides (by default they go on in another launcher).""")
        .examples(
            "balsam launcher --batch-job 7",
            "balsam launcher -j mpi --tag kind=big -t 30",
            "balsam launcher -p mpi:6 -p serial:2:kind=small");
  }

  @Override
  public int run(Invocation call) throws Exception {
    call.arguments().noWords();
    SiteDirectory site = Sites.withAgent(call.nearestSite());
    Optional<String> worker = call.arguments().text("worker");
    boolean well;
    if (worker.isPresent()) {
      well = WorkerProcess.run(call.context(site), Path.of(worker.get()), StopSignals::install);
    } else {
      LauncherRequest request = LauncherOptions.of(call.arguments());
      try (AllocationLaunchers allocation =
          AllocationLaunchers.open(call.context(site), request, call.program())) {
        StopSignals.install(allocation::stop);
        well = allocation.run(new LauncherLines(call));
      }
    }
    return well ? ExitCode.OK : ExitCode.TROUBLE;
  }
}

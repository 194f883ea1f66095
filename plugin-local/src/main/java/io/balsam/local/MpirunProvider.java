package io.balsam.local;

import io.balsam.spi.MpiRunner;
import io.balsam.spi.MpiRunnerProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Runner {@code mpirun}, for Open MPI, MPICH and its derivatives. Settings: {@code program}
 * (default {@code mpirun}), {@code flavour} ({@code openmpi} or {@code mpich}; default: from {@code
 * program --version}), {@code flags}, words put before those of the job, and {@code own_session}
 * (default true): whether each launch of Open MPI on one machine has a session directory of its
 * own.
 */
@Extension
public final class MpirunProvider implements MpiRunnerProvider {

  @Override
  public String name() {
    return "mpirun";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balsam.platform.app_run.MPICHRun", "balsam.platform.app_run.OpenMPIRun");
  }

  @Override
  public MpiRunner create(PluginConfig config, PluginContext context) {
    String program = config.string("program", "mpirun");
    String flavour = config.string("flavour", "");
    List<String> flags = config.strings("flags", List.of());
    boolean root = "root".equals(System.getProperty("user.name"));
    boolean ownSession =
        config.flag("own_session", true)
            && OpenMpiSession.possible(System.getenv().getOrDefault("PATH", ""));
    return new Mpirun(
        program, MpiFlavour.of(flavour, program, context.commands()), flags, root, ownSession);
  }
}

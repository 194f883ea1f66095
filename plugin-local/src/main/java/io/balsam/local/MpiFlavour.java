package io.balsam.local;

import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.Locale;

/** The two families of MPI, whose options differ. */
enum MpiFlavour {
  OPENMPI,
  /** Implementations that start their ranks through Hydra: MPICH, MVAPICH, Intel MPI. */
  MPICH;

  /** Returns the configured family, or the one that the program reports. */
  static MpiFlavour of(String configured, String program, CommandRunner commands) {
    return switch (configured) {
      case "openmpi" -> OPENMPI;
      case "mpich" -> MPICH;
      case "" -> detect(program, commands);
      default ->
          throw new PluginException(
              ErrorKind.USER, "flavour: %s: must be openmpi or mpich".formatted(configured));
    };
  }

  private static MpiFlavour detect(String program, CommandRunner commands) {
    CommandResult version = commands.run(program, "--version");
    String words = version.out() + version.err();
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("open mpi") || lower.contains("openrte")) {
      return OPENMPI;
    }
    if (lower.contains("hydra") || lower.contains("mpich") || lower.contains("intel(r) mpi")) {
      return MPICH;
    }
    throw new PluginException(
        ErrorKind.SITE,
        "'%s --version' names neither Open MPI nor MPICH, but prints '%s': set flavour to openmpi or mpich"
            .formatted(program, words.lines().findFirst().orElse("")));
  }
}

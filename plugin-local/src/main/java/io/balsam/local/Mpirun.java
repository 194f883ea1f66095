package io.balsam.local;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.Launch;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Command line of {@code mpirun}.
 *
 * <p>Open MPI counts cores itself and binds the ranks of every {@code mpirun} to the same first
 * ones, so that two jobs on a node compete for them: hence {@code --oversubscribe}, since Balsam
 * has assigned the cores, and {@code --bind-to none} unless the job says otherwise. A launch
 * parameter without a dash is refused, as {@code mpirun} would run it as the program.
 *
 * @param root whether we are root, which Open MPI must be explicitly allowed to run as
 * @param ownSession whether launches of Open MPI on this machine have a session directory each
 */
record Mpirun(
    String program, MpiFlavour flavour, List<String> flags, boolean root, boolean ownSession)
    implements MpiRunner {

  /** Options that change the format of the ranks' output, of Open MPI and of MPICH. */
  private static final Pattern SHAPING =
      Pattern.compile(
          "-l|--?(tag-output|timestamp-output|output|xml|merge-stderr|prepend-"
              + "|outfile-pattern|errfile-pattern).*");

  /** Lines that Open MPI prints for every program that fails. */
  private static final Pattern NOISE =
      Pattern.compile(
          "^-{20,}$|^$|^Primary job +terminated normally, but|^a non-zero exit code\\. Per user"
              + "|^mpirun detected that one or more processes|^the job to be terminated\\. The first"
              + "|^ *Process name: \\[|^ *Exit code: ");

  @Override
  public List<String> commandLine(Launch launch) {
    List<String> line = new ArrayList<>();
    // On other machines it would never be removed.
    if (ownSession && flavour == MpiFlavour.OPENMPI && !spread(launch)) {
      line.addAll(OpenMpiSession.words(flags, launch));
    }
    line.add(program);
    line.addAll(List.of("-n", String.valueOf(launch.ranks())));
    line.addAll(flavour == MpiFlavour.OPENMPI ? openMpi(launch) : mpich(launch));
    line.addAll(flags);
    launch.launchParams().forEach((key, value) -> addParameter(line, key, value));
    line.addAll(launch.command());
    return line;
  }

  @Override
  public boolean needed(Launch launch) {
    return launch.ranks() > 1 || spread(launch);
  }

  @Override
  public boolean isNoise(String line) {
    return NOISE.matcher(line).find();
  }

  @Override
  public boolean shapesOutput(Map<String, String> launchParams) {
    return Stream.concat(flags.stream(), launchParams.keySet().stream())
        .anyMatch(SHAPING.asMatchPredicate());
  }

  private List<String> openMpi(Launch launch) {
    List<String> words = new ArrayList<>();
    if (root) {
      words.add("--allow-run-as-root");
    }
    // Balsam has assigned the cores. Open MPI counts differently (no hardware threads) and refuses.
    words.add("--oversubscribe");
    // Its default binds every mpirun of a node to the same first cores, and jobs share nodes.
    if (!launch.launchParams().containsKey("--bind-to")) {
      words.addAll(List.of("--bind-to", "none"));
    }
    if (spread(launch)) {
      words.addAll(List.of("--map-by", "ppr:%d:node".formatted(launch.ranksPerNode())));
      words.addAll(
          List.of(
              "--host",
              launch.nodes().stream()
                  .map(node -> node + ":" + launch.ranksPerNode())
                  .collect(Collectors.joining(","))));
      // Ranks on other machines do not have our environment.
      launch.gpuVariables().keySet().forEach(name -> words.addAll(List.of("-x", name)));
    }
    return words;
  }

  private static List<String> mpich(Launch launch) {
    return spread(launch)
        ? List.of(
            "-ppn",
            String.valueOf(launch.ranksPerNode()),
            "-hosts",
            String.join(",", launch.nodes()))
        : List.of();
  }

  /** Returns whether there are ranks on other machines than this one. */
  private static boolean spread(Launch launch) {
    return !launch.nodes().stream().allMatch(LocalNodes::isHere);
  }

  private static void addParameter(List<String> line, String key, String value) {
    if (!key.startsWith("-")) {
      throw new PluginException(
          ErrorKind.USER,
          "launch parameter '%s': mpirun would run it as the program: write '--%s'"
              .formatted(key, key.replace('_', '-')));
    }
    line.add(key);
    if (!value.isEmpty()) {
      line.add(value);
    }
  }
}

package io.balsam.local;

import io.balsam.spi.Launch;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Session directory for one {@code mpirun} of Open MPI 4. By default those of one user share {@code
 * /tmp/ompi.HOST.UID}, which each removes when it ends and no other uses it; one that starts just
 * then fails with "A call to mkdir was unable to create the desired directory". Open MPI 5 has the
 * process in the name.
 *
 * <p>Only launches on this machine have one, since nothing would remove it on others. {@code
 * TMPDIR} would be visible to programs, and {@code orte_local_tmpdir_base} is refused where {@code
 * orte_tmpdir_base} is set as well.
 */
final class OpenMpiSession {

  /**
   * Script that creates the directory, with a short name since socket paths are limited. A
   * directory chosen by the user is kept, except our own around us: that of a job that starts
   * Balsam. If the directory cannot be created, the default applies.
   */
  private static final String SCRIPT =
      """
      d=${TMPDIR:-/tmp}/bo.$$
      case $OMPI_MCA_orte_tmpdir_base$OMPI_MCA_orte_local_tmpdir_base in
        '' | */bo.[0-9]*) [ ${#d} -lt 50 ] && mkdir -m 700 "$d" 2>/dev/null || exec "$@" ;;
        *) exec "$@" ;;
      esac
      trap : TERM INT HUP
      OMPI_MCA_orte_tmpdir_base=$d "$@"; code=$?
      rm -rf "$d"
      exit $code""";

  private static final Pattern CHOSEN = Pattern.compile(".*tmpdir_base.*");

  private OpenMpiSession() {}

  /** Returns whether there is the shell that passes the environment on unchanged. */
  static boolean possible(String path) {
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "bash")));
  }

  /** Returns the words in front of {@code mpirun}; none if its flags choose the directory. */
  static List<String> words(List<String> flags, Launch launch) {
    boolean chosen =
        Stream.of(
                flags.stream(),
                launch.launchParams().keySet().stream(),
                launch.launchParams().values().stream())
            .flatMap(words -> words)
            .anyMatch(CHOSEN.asMatchPredicate());
    // Not sh, which may drop variables (exported functions) that the ranks are to have.
    return chosen ? List.of() : List.of("bash", "-p", "-c", SCRIPT, "mpirun");
  }
}

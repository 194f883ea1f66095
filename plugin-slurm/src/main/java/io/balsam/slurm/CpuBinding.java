package io.balsam.slurm;

import io.balsam.spi.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Binds the ranks of a job to its assigned cores, on the node itself: only there it is known which
 * CPUs the allocation has, and which of them are of one core. Slurm's {@code --cpu-bind=map_cpu}
 * needs these numbers beforehand, and a task plugin.
 */
final class CpuBinding {

  /**
   * Script that binds a rank and sets variables, which saves each rank a call of {@code env}. Cores
   * are numbered in the sequence of their first CPU, as in Balsam's resource tables. No variable of
   * the rank's own may be changed. Cores behind the last one that it needs are not looked up.
   */
  private static final String BIND =
      """
      balsam_numbers() {
        out=()
        for part in ${1//,/ }; do
          for ((n = ${part%-*}; n <= ${part#*-}; n++)); do out+=($n); done
        done
      }
      balsam_bind() {
        local groups=($1) key value part n out allowed left=() cpus=() cpu siblings sibling each core mine need=0
        while read -r key value; do [ "$key" = Cpus_allowed_list: ] && break; done </proc/self/status
        balsam_numbers "$value"; allowed=("${out[@]}")
        for cpu in "${allowed[@]}"; do left[cpu]=1; done
        each=$((${#allowed[@]} / $2)); mine=
        for core in ${groups[SLURM_LOCALID]//,/ }; do need=$(((core + 1) * each)); done
        for cpu in "${allowed[@]}"; do
          [ ${#cpus[@]} -lt $need ] || break
          [ "${left[cpu]}" ] || continue
          { read -r siblings </sys/devices/system/cpu/cpu$cpu/topology/thread_siblings_list; } 2>/dev/null ||
            siblings=$cpu
          balsam_numbers "$siblings"
          for sibling in "${out[@]}"; do
            if [ "${left[sibling]}" ]; then cpus+=($sibling); left[sibling]=; fi
          done
        done
        for core in ${groups[SLURM_LOCALID]//,/ }; do
          for ((n = core * each; n < (core + 1) * each; n++)); do mine+=,${cpus[n]}; done
        done
        balsam_cpus=${mine#,}
      }
      balsam_bind "$1" "$2"; shift 2
      until [ "$1" = -- ]; do export "$1"; shift; done
      shift
      [ "$balsam_cpus" ] && type taskset >/dev/null 2>&1 && exec taskset -c "$balsam_cpus" "$@"
      exec "$@"
      """;

  private static final Pattern ASKED =
      Pattern.compile("--cpu-bind[= ](\\S*,)?(none|no|(map|mask)_(cpu|ldom)\\S*)(\\s|$)");

  private CpuBinding() {}

  /** Returns whether the site or the job chooses the CPUs itself, or disables binding. */
  static boolean asked(List<String> flags, Map<String, String> launchParams) {
    StringBuilder words = new StringBuilder(String.join(" ", flags));
    launchParams.forEach((key, value) -> words.append(' ').append(key).append(' ').append(value));
    return ASKED.matcher(words).find();
  }

  /**
   * Returns the words before the command; empty when the job has all cores.
   *
   * @param variables to set for the ranks, as {@code NAME=value}
   */
  static List<String> words(Launch launch, List<String> variables) {
    List<Integer> all = launch.node().cpuIds();
    if (launch.cpuIds().size() >= all.size()) {
      return List.of();
    }
    List<Integer> cores = launch.cpuIds().stream().map(all::indexOf).sorted().toList();
    List<String> groups = new ArrayList<>();
    for (int rank = 0; rank < launch.ranksPerNode(); rank++) {
      groups.add(ofRank(cores, rank, launch.ranksPerNode()));
    }
    // Not sh, which may drop variables (exported functions) that the ranks are to have.
    List<String> words =
        new ArrayList<>(List.of("bash", "-p", "-c", BIND, "balsam", String.join(" ", groups)));
    words.add(String.valueOf(all.size()));
    words.addAll(variables);
    words.add("--");
    return words;
  }

  /**
   * Returns the rank's share of the cores; if there are fewer cores than ranks, one that it shares.
   */
  private static String ofRank(List<Integer> cores, int rank, int ranks) {
    int from = (int) ((long) rank * cores.size() / ranks);
    int to = Math.max(from + 1, (int) ((rank + 1L) * cores.size() / ranks));
    return IntStream.range(from, to)
        .mapToObj(i -> String.valueOf(cores.get(i)))
        .collect(Collectors.joining(","));
  }
}

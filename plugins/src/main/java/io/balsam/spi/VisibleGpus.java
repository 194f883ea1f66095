package io.balsam.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the GPUs that a process may use from the variables of the GPU libraries, which a user or a
 * batch system sets to divide the GPUs of a machine.
 *
 * <p>{@code nvidia-smi} lists all GPUs whatever these variables say, and the first could belong to
 * another process. The variables are interpreted as the libraries do: a list ends at the first
 * invalid entry. The first variable that names any GPU decides, since batch systems set those of
 * all vendors. More GPUs than remain is an error, not a guess.
 */
public final class VisibleGpus {

  /** Balsam's own variable: any names, the same for every node; the others are then ignored. */
  public static final String BALSAM = "BALSAM_GPU_NAMES";

  /** Variable of CUDA; HIP honours it as well. */
  public static final String CUDA = "CUDA_VISIBLE_DEVICES";

  /** Variable of HIP; its indices refer to the GPUs that {@link #ROCR} leaves. */
  public static final String HIP = "HIP_VISIBLE_DEVICES";

  /** Variable of everything on AMD's driver. */
  public static final String ROCR = "ROCR_VISIBLE_DEVICES";

  /** Variable of everything on Intel's driver. */
  public static final String ZE = "ZE_AFFINITY_MASK";

  /** Variable of SYCL; its indices refer to the GPUs that {@link #ZE} leaves. */
  public static final String ONEAPI = "ONEAPI_DEVICE_SELECTOR";

  /** All variables of vendors that select GPUs. */
  public static final List<String> VARIABLES = List.of(CUDA, HIP, ROCR, ZE, ONEAPI);

  /**
   * Valid entry: a number, part of one (Intel), a UUID, or a slice (MIG). Anything else ends a
   * list.
   */
  private static final Pattern NAME = Pattern.compile("\\d{1,4}(\\.\\d{1,4})?|(GPU|MIG)-[\\w/-]+");

  private static final Pattern SELECTED =
      Pattern.compile("(?:level_zero|\\*):(\\d[\\d.]*(?:,\\d[\\d.]*)*)");

  private VisibleGpus() {}

  /**
   * Returns the names of the GPUs as the variables give them: numbers, UUIDs, or MIG slices.
   *
   * @param environment environment variables of the process
   * @return empty when no variable is set; an empty list when they leave no GPU
   */
  public static Optional<List<String>> of(Map<String, String> environment) {
    String own = environment.getOrDefault(BALSAM, "").strip();
    if (!own.isEmpty()) {
      return Optional.of(List.of(own.split("\\s*,\\s*")));
    }
    List<List<String>> said = new ArrayList<>();
    list(environment, CUDA).ifPresent(said::add);
    inner(list(environment, ROCR), list(environment, HIP)).ifPresent(said::add);
    inner(list(environment, ZE), selected(environment)).ifPresent(said::add);
    // A batch system may set the variables of vendors that a node has no GPUs of to an empty value.
    return said.stream()
        .filter(names -> !names.isEmpty())
        .findFirst()
        .or(() -> said.stream().findFirst());
  }

  /** Returns whether {@link #ONEAPI} selects GPUs by number. */
  public static boolean selects(Map<String, String> environment) {
    return selected(environment).isPresent();
  }

  private static Optional<List<String>> list(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).map(VisibleGpus::names);
  }

  private static Optional<List<String>> selected(Map<String, String> environment) {
    for (String term : environment.getOrDefault(ONEAPI, "").split(";")) {
      Matcher matcher = SELECTED.matcher(term.strip());
      if (matcher.matches()) {
        return Optional.of(names(matcher.group(1)));
      }
    }
    return Optional.empty();
  }

  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (String part : text.split(",")) {
      String name = part.strip();
      if (!NAME.matcher(name).matches() || names.contains(name)) {
        break;
      }
      names.add(name);
    }
    return names;
  }

  /** Returns the part of the outer list that the inner list selects by index. */
  private static Optional<List<String>> inner(
      Optional<List<String>> outer, Optional<List<String>> inner) {
    if (outer.isEmpty() || inner.isEmpty()) {
      return outer.or(() -> inner);
    }
    List<String> all = outer.get();
    List<String> left = new ArrayList<>();
    for (String name : inner.get()) {
      if (!name.matches("\\d+")) {
        left.add(name);
      } else if (Integer.parseInt(name) < all.size()) {
        left.add(all.get(Integer.parseInt(name)));
      }
    }
    return Optional.of(left);
  }
}

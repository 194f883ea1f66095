package io.balsam.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The GPUs that a process may use, as the variables of the GPU libraries say. Whoever shares a
 * machine out sets them: a user, or a batch system for a step.
 *
 * <p>{@code nvidia-smi} lists all GPUs whatever these say, and the first would be somebody else's.
 * They are read as the libraries do: a list ends at the first entry that means nothing. The first
 * variable that names any decides, since batch systems set those of all makers. More than are left
 * is an error, not a guess.
 */
public final class VisibleGpus {

  /** Balsam's own: any names, for every node; the others do not count then. */
  public static final String BALSAM = "BALSAM_GPU_NAMES";

  /** For CUDA; HIP heeds it as well. */
  public static final String CUDA = "CUDA_VISIBLE_DEVICES";

  /** For HIP; counts in what {@link #ROCR} leaves. */
  public static final String HIP = "HIP_VISIBLE_DEVICES";

  /** For all on AMD's driver. */
  public static final String ROCR = "ROCR_VISIBLE_DEVICES";

  /** For all on Intel's driver. */
  public static final String ZE = "ZE_AFFINITY_MASK";

  /** For SYCL; counts in what {@link #ZE} leaves. */
  public static final String ONEAPI = "ONEAPI_DEVICE_SELECTOR";

  /** All that say which GPUs there are. */
  public static final List<String> VARIABLES = List.of(CUDA, HIP, ROCR, ZE, ONEAPI);

  /** A number, part of one (Intel), a UUID, a slice (MIG). What is anything else ends a list. */
  private static final Pattern NAME = Pattern.compile("\\d{1,4}(\\.\\d{1,4})?|(GPU|MIG)-[\\w/-]+");

  private static final Pattern SELECTED =
      Pattern.compile("(?:level_zero|\\*):(\\d[\\d.]*(?:,\\d[\\d.]*)*)");

  private VisibleGpus() {}

  /**
   * Their names, as the variables have them: numbers, UUIDs, or slices of MIG.
   *
   * @param environment of the process
   * @return empty when no variable says anything; an empty list when they leave none
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
    // A batch system may empty the variables of the makers that a node has no GPUs of.
    return said.stream()
        .filter(names -> !names.isEmpty())
        .findFirst()
        .or(() -> said.stream().findFirst());
  }

  /** Whether {@link #ONEAPI} chooses by number. */
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

  /** What is left of a list when a second one counts in it. */
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
